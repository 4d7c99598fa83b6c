import { ProviderOptions } from '#contracts/provider-options';
import { fetchNearby } from '../models/nearby-fetch.ts';
import type { Endpoint } from '../models/wire/endpoint.ts';

/** An endpoint as a test needs it: without a proxy, named Fake. */
export function endpointAt(baseUrl: string, options: Partial<ProviderOptions> = {}, apiKey?: string): Endpoint {
  return { name: 'Fake', baseUrl, apiKey, isKeyMissing: false, options: ProviderOptions.parse(options), fetch: fetchNearby };
}
