import type { CatalogContext } from './model-catalog.ts';
import { fetchNearby } from './nearby-fetch.ts';
import { protocols } from './protocols/index.ts';
import type { StoredProvider } from './provider.repository.ts';
import { providerPresets } from './provider-presets.ts';
import { isInOwnNetwork } from './proxies.ts';
import type { Endpoint, EndpointRequest } from './wire/endpoint.ts';

export type Address = Pick<StoredProvider, 'name' | 'protocol' | 'baseUrl' | 'proxyUrl' | 'options'> & { apiKey?: string };

const hostOf = (address: string) => address.replace(/^https?:\/\//, '').replace(/[/?].*$/s, '');
const hostsWithKeys = new Set(providerPresets.filter(({ needsApiKey }) => needsApiKey).map(({ baseUrl }) => hostOf(baseUrl)));

/** An endpoint of a vendor, or of a protocol whose public servers want a key, has none. */
function isKeyMissing({ protocol, baseUrl, apiKey }: Address): boolean {
  if (apiKey || isInOwnNetwork(baseUrl)) return false;
  return protocols.get(protocol).needsApiKey || hostsWithKeys.has(hostOf(baseUrl));
}

/** An address and the way to it: directly, or through the proxy that is set at the time of each request. */
export function endpointTo({ proxies, settings }: Pick<CatalogContext, 'proxies' | 'settings'>, address: Address): Endpoint {
  const { name, baseUrl, proxyUrl, options, apiKey } = address;
  const fetchByProxy = async (url: string, init: EndpointRequest) => {
    const general = proxyUrl ? '' : (await settings.get()).proxyUrl;
    return proxies.fetchFor(url, proxyUrl, general)(url, init);
  };
  return {
    name,
    baseUrl,
    apiKey,
    isKeyMissing: isKeyMissing(address),
    options,
    fetch: isInOwnNetwork(baseUrl) ? fetchNearby : fetchByProxy,
  };
}

/** @param sealedOwnKey of the person it is asked for; the shared one where there is none */
export function endpointOf(context: Pick<CatalogContext, 'proxies' | 'settings' | 'secrets'>, provider: StoredProvider, sealedOwnKey?: string): Endpoint {
  const sealed = sealedOwnKey ?? provider.sealedApiKey;
  return endpointTo(context, { ...provider, apiKey: sealed && context.secrets.unseal(sealed) });
}
