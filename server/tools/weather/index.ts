import { Registry } from '../../platform/registry.ts';
import { qweather } from './qweather.ts';
import { seniverse } from './seniverse.ts';

export const weatherServices = new Registry('weather service', [qweather, seniverse]);
