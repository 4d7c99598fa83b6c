import { z } from 'zod';
import { baseUrlOption } from '../ask-service.ts';
import { defineTool } from '../tool.ts';
import { weatherServices } from '../weather/index.ts';
import { readPlace } from '../weather/place.ts';

export const weather = defineTool({
  id: 'weather',
  label: 'Weather',
  description: 'Tells the weather of a place: the next 24 hours, or now.',
  input: z.object({
    city: z.string().min(1).max(60).describe('The city, such as 北京 or Berlin'),
    district: z.string().max(60).optional().describe('A district of the city, such as 海淀'),
  }),
  textField: 'city',
  needsApiKey: true,
  options: z.object({ service: z.enum(['qweather', 'seniverse']).default('qweather'), baseUrl: baseUrlOption('') }),
  defaults: { isOn: false, needsApproval: false },
  async run(place, { endpoints, signal, apiKey = '', options }) {
    const text = await weatherServices.get(options.service!).tell(readPlace(place), { endpoints, signal, apiKey, baseUrl: options.baseUrl! });
    return { text };
  },
});
