import { z } from 'zod';
import { AppError } from '../../platform/errors.ts';
import { askService, readAnswer, type ServiceRequest, statusProblem } from '../ask-service.ts';
import { type Place, unknownPlace } from './place.ts';
import type { WeatherAccess, WeatherService } from './weather-service.ts';

const label = 'QWeather';
const publicHosts = { places: 'https://geoapi.qweather.com', weather: 'https://devapi.qweather.com' } as const;
const hoursTold = 24;

/** dev.qweather.com/docs/api: every answer has a code, which is a status of HTTP as text. */
const Places = z.object({ code: z.string(), location: z.array(z.object({ id: z.string(), name: z.string(), adm1: z.string().default(''), adm2: z.string().default('') })).default([]) });
const Hours = z.object({
  code: z.string(),
  hourly: z
    .array(z.object({ fxTime: z.string(), temp: z.string(), text: z.string(), windDir: z.string().default(''), windScale: z.string().default(''), pop: z.string().optional() }))
    .default([]),
});

async function ask<Read extends { code: string }>(schema: z.ZodType<Read>, request: ServiceRequest, { endpoints, signal }: WeatherAccess): Promise<Read> {
  const answer = await askService(endpoints, request, signal);
  if (answer.status === 404) return schema.parse({ code: '404' });
  if (answer.status !== 200) throw statusProblem(label, answer.status);
  const read = readAnswer(label, schema, answer);
  if (!['200', '204', '404'].includes(read.code)) throw statusProblem(label, Number(read.code));
  return read;
}

/** Its own address for every account has places below /geo; the shared ones are on two hosts. */
function requestsFor({ baseUrl, apiKey }: WeatherAccess) {
  const headers = { 'x-qw-api-key': apiKey };
  return {
    places: ({ city, district }: Place): ServiceRequest => ({
      ...(baseUrl ? { baseUrl, path: '/geo/v2/city/lookup' } : { baseUrl: publicHosts.places, path: '/v2/city/lookup' }),
      query: { location: district ?? city, ...(district ? { adm: city } : {}), key: apiKey },
      headers,
    }),
    hours: (id: string): ServiceRequest => ({ baseUrl: baseUrl || publicHosts.weather, path: '/v7/weather/24h', query: { location: id, key: apiKey }, headers }),
  };
}

export const qweather: WeatherService = {
  id: 'qweather',
  async tell(place, access) {
    const requests = requestsFor(access);
    const [found] = (await ask(Places, requests.places(place), access)).location;
    if (!found) throw unknownPlace(place);
    const { hourly } = await ask(Hours, requests.hours(found.id), access);
    if (hourly.length === 0) throw new AppError('provider_failed', `${label} has no forecast for ${found.name}`);
    const lines = hourly.slice(0, hoursTold).map(({ fxTime, temp, text, windDir, windScale, pop }) => {
      const wind = windDir && `, ${windDir} ${windScale}`;
      return `${fxTime}: ${temp} °C, ${text}${wind}${pop === undefined ? '' : `, ${pop} %`}`;
    });
    return `${[found.adm1, found.adm2, found.name].filter(Boolean).join(' ')}\n${lines.join('\n')}`;
  },
};
