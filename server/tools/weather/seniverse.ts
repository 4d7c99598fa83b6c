import { z } from 'zod';
import { askService, readAnswer, statusProblem } from '../ask-service.ts';
import { unknownPlace } from './place.ts';
import type { WeatherService } from './weather-service.ts';

const label = 'Seniverse';

/** docs.seniverse.com/api/weather/now.html */
const Weather = z.object({
  results: z
    .array(
      z.object({
        location: z.object({ name: z.string(), path: z.string().default('') }),
        now: z.object({ text: z.string(), temperature: z.string() }),
        last_update: z.string().default(''),
      }),
    )
    .min(1),
});
const Complaint = z.object({ status_code: z.string() });
/** "The location can not be found", and "access to this location was not permitted". */
const placeCodes = new Set(['AP010010', 'AP010011']);

const asJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

export const seniverse: WeatherService = {
  id: 'seniverse',
  async tell(place, { endpoints, signal, apiKey, baseUrl }) {
    const query = { key: apiKey, location: [place.city, place.district].filter(Boolean).join(' '), language: 'zh-Hans', unit: 'c' };
    const answer = await askService(endpoints, { baseUrl: baseUrl || 'https://api.seniverse.com', path: '/v3/weather/now.json', query }, signal);
    if (answer.status !== 200) {
      const complaint = Complaint.safeParse(asJson(answer.text));
      if (complaint.success && placeCodes.has(complaint.data.status_code)) throw unknownPlace(place);
      throw statusProblem(label, answer.status);
    }
    const [result] = readAnswer(label, Weather, answer).results;
    const { location, now, last_update: updatedAt } = result!;
    return `${location.path || location.name}\n${now.text}, ${now.temperature} °C (${updatedAt})`;
  },
};
