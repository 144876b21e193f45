/**
 * Proxies for the world outside, and what runs here. Plain JavaScript, since bootstrap.mjs needs it before anything is
 * installed. Programs differ in which spelling they read and which of two they prefer, so both are always set alike.
 */

/** As programs compare them: by the text of the host alone. */
const LOCAL = ['127.0.0.1', 'localhost', '::1', '[::1]'];
const LOCAL_IN_JAVA = ['localhost', '127.*', '[::1]'];

/** grpc-js and npm's own programs read theirs instead of the common ones, where they are set. */
const OTHER_EXCEPTIONS = ['no_grpc_proxy', 'npm_config_no_proxy'];
const JAVA_OPTIONS = ['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', '_JAVA_OPTIONS'];
const PROXY_VARIABLE = /^(https?|all|grpc|npm_config(_https?)?)_proxy$/i;

/**
 * The same environment in which this machine is asked directly: `NO_PROXY` and `no_proxy` hold what either held, and
 * what is local; so do the exceptions of Java's `-D` options, where they name any.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function askLocalDirectly(env) {
  const exceptions = merged([env['NO_PROXY'], env['no_proxy'], ...LOCAL]);
  const others = OTHER_EXCEPTIONS.filter((name) => env[name]).map((name) => [name, merged([env[name], ...LOCAL])]);
  const java = JAVA_OPTIONS.filter((name) => env[name]).map((name) => [name, withLocalExceptions(env[name] ?? '')]);
  return { ...env, NO_PROXY: exceptions, no_proxy: exceptions, ...Object.fromEntries([...others, ...java]) };
}

/**
 * An environment without any proxy: for the Firebase CLI, which sends requests to its own emulators through a proxy
 * that it knows, despite the exceptions.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function withoutProxies(env) {
  return Object.fromEntries(Object.entries(askLocalDirectly(env)).filter(([name]) => !PROXY_VARIABLE.test(name)));
}

/** @param {readonly (string | undefined)[]} lists */
function merged(lists) {
  const hosts = lists.flatMap((list) => (list ?? '').split(/[\s,]+/)).filter((host) => host !== '');
  // Only alone does it mean "everything" to all of them.
  return hosts.includes('*') ? '*' : [...new Set(hosts)].join(',');
}

/**
 * Without exceptions set, Java reaches this machine directly. Of an option that comes twice the last counts.
 *
 * @param {string} options
 */
function withLocalExceptions(options) {
  const added = [...options.matchAll(/-D(http\.nonProxyHosts|socksNonProxyHosts)=("[^"]*"|'[^']*'|[^\s"']*)/g)].map(([, name, value = '']) =>
    `"-D${name}=${[value.replaceAll(/["']/g, ''), ...LOCAL_IN_JAVA].filter((host) => host !== '').join('|')}"`);
  return [options, ...added].join(' ');
}
