import { describe, expect, test } from 'vitest';
import { askLocalDirectly, withoutProxies } from './proxies.mjs';

const LOCAL = '127.0.0.1,localhost,::1,[::1]';

describe('what is on this machine is asked directly', () => {
  test.each<[string, NodeJS.ProcessEnv, string]>([
    ['nothing is set', {}, LOCAL],
    ['the lower case, which most prefer, names a company', { no_proxy: 'corp.example' }, `corp.example,${LOCAL}`],
    ['both spellings name others', { NO_PROXY: 'a.example, b.example', no_proxy: 'b.example c.example' }, `a.example,b.example,c.example,${LOCAL}`],
    ['it is said already', { NO_PROXY: LOCAL }, LOCAL],
    ['everything is asked directly', { no_proxy: 'corp.example,*' }, '*'],
  ])('in both spellings of the variable: %s', (_what, env, exceptions) => {
    expect(askLocalDirectly(env)).toEqual({ ...env, NO_PROXY: exceptions, no_proxy: exceptions });
  });

  test('by what reads variables of its own, where they are set', () => {
    expect(askLocalDirectly({ no_grpc_proxy: 'corp.example', npm_config_no_proxy: 'b.example' })).toMatchObject({
      no_grpc_proxy: `corp.example,${LOCAL}`, npm_config_no_proxy: `b.example,${LOCAL}`,
    });
  });

  test.each([
    ['-Dhttp.proxyHost=proxy -Dhttp.nonProxyHosts=*.corp.example', ' "-Dhttp.nonProxyHosts=*.corp.example|localhost|127.*|[::1]"'],
    ['"-Dhttp.nonProxyHosts=a|b"', ' "-Dhttp.nonProxyHosts=a|b|localhost|127.*|[::1]"'],
    ['-DsocksNonProxyHosts=', ' "-DsocksNonProxyHosts=localhost|127.*|[::1]"'],
    // Java's own exceptions are what is local.
    ['-Dhttp.proxyHost=proxy -Xmx1g', ''],
  ])('by Java, told %s', (options, added) => {
    expect(askLocalDirectly({ JAVA_TOOL_OPTIONS: options })['JAVA_TOOL_OPTIONS']).toBe(options + added);
  });
});

test('what can’t be told of exceptions is told of no proxy, in no spelling', () => {
  const names = ['http_proxy', 'HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY', 'grpc_proxy', 'npm_config_proxy', 'npm_config_https_proxy', 'npm_config_http_proxy'];
  const env = { ...Object.fromEntries(names.map((name) => [name, 'http://127.0.0.1:9'])), HOME: '/home/alice', no_proxy: 'corp.example' };
  expect(withoutProxies(env)).toEqual({ HOME: '/home/alice', NO_PROXY: `corp.example,${LOCAL}`, no_proxy: `corp.example,${LOCAL}` });
});
