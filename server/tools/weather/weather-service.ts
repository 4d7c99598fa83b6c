import type { ToolCallContext } from '../tool.ts';
import type { Place } from './place.ts';

export type WeatherAccess = Pick<ToolCallContext, 'endpoints' | 'signal'> & { apiKey: string; baseUrl: string };

/** Somebody who knows the weather. */
export type WeatherService = {
  id: string;
  /** The weather in words. @throws AppError not_found for an unknown place; what the service complains of */
  tell(place: Place, access: WeatherAccess): Promise<string>;
};
