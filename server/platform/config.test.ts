import path from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig } from './config.ts';

test('an empty environment listens on this machine alone, with its data in the working folder', () => {
  const config = loadConfig({});
  expect(config.listen).toEqual({ host: '127.0.0.1', port: 7861 });
  expect(config.databaseUrl).toBe(`file:${path.resolve('knowledge_base/lectern.db')}`);
});

test('the database is kept in the data folder unless it is named', () => {
  expect(loadConfig({ DATA_DIR: '/data' }).databaseUrl).toBe('file:/data/lectern.db');
  expect(loadConfig({ DATA_DIR: '/data', DATABASE_URL: 'file:/other.db' }).databaseUrl).toBe('file:/other.db');
});

test('everything wrong is said at once', () => {
  const load = () => loadConfig({ HOST: '0.0.0.0', PORT: '99999', LOG_LEVEL: 'loud' });
  expect(load).toThrow(/HOST[\s\S]*PORT[\s\S]*LOG_LEVEL|PORT[\s\S]*LOG_LEVEL[\s\S]*HOST/);
  expect(load).toThrow(/nobody has to sign in/);
});

test('an empty variable counts as left out', () => {
  expect(loadConfig({ PORT: '', HOST: '' }).listen.port).toBe(7861);
});

test('networks and ports that may be fetched from are lists, checked one by one', () => {
  expect(loadConfig({}).fetch).toEqual({ allowedNetworks: [], allowedPorts: [] });
  const config = loadConfig({ FETCH_ALLOWED_NETWORKS: '10.0.0.0/8, fd12::/16,192.168.1.9, wiki.corp', FETCH_ALLOWED_PORTS: '8080, 8443' });
  expect(config.fetch).toEqual({ allowedNetworks: ['10.0.0.0/8', 'fd12::/16', '192.168.1.9', 'wiki.corp'], allowedPorts: [8080, 8443] });
  expect(() => loadConfig({ FETCH_ALLOWED_NETWORKS: '10.0.0.0/40' })).toThrow(/10\.0\.0\.0\/40/);
  expect(() => loadConfig({ FETCH_ALLOWED_NETWORKS: 'http://wiki' })).toThrow(/http:\/\/wiki/);
  expect(() => loadConfig({ FETCH_ALLOWED_NETWORKS: '169.254.169.254' })).toThrow(/never fetched from/);
  expect(() => loadConfig({ FETCH_ALLOWED_PORTS: '99999' })).toThrow(/FETCH_ALLOWED_PORTS/);
});

test('proxies of the environment are taken in large and small letters, and SOCKS is refused by name', () => {
  const config = loadConfig({ https_proxy: 'http://proxy:3128', HTTP_PROXY: 'http://other:3128', no_proxy: 'a.example, b.example' });
  expect(config.proxies).toEqual({ https: 'http://proxy:3128', http: 'http://other:3128', except: ['a.example', 'b.example'] });
  expect(() => loadConfig({ HTTPS_PROXY: 'socks5://proxy:1080' })).toThrow(/SOCKS/);
});
