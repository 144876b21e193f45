/** The page's configuration, fetched once. */
import { AppError } from 'firelink/base';
import { loadConfig, type AppConfig } from 'firelink/config';

let config: Promise<AppConfig> | undefined;

/** @throws AppError when it can't be had: the next one who asks has it fetched again */
export function appConfig(): Promise<AppConfig> {
  return (config ??= keepUnlessFailed(loadConfig(fetchText, import.meta.env), () => (config = undefined)));
}

export function keepUnlessFailed<T>(made: Promise<T>, forget: () => void): Promise<T> {
  made.catch(forget);
  return made;
}

async function fetchText(path: string): Promise<string | undefined> {
  try {
    const response = await fetch(path);
    // A failing server doesn't say whether there is a configuration.
    if (response.status >= 500) throw new Error(`${path}: ${response.status}`);
    return response.ok ? await response.text() : undefined;
  } catch (error) {
    throw new AppError(navigator.onLine ? 'unavailable' : 'offline', { cause: error });
  }
}
