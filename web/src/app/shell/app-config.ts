/** The page's configuration, fetched once. */
import { loadSiteConfig, type AppConfig } from 'firelink/config';

let config: Promise<AppConfig> | undefined;

/** @throws AppError when it can't be had: the next one who asks has it fetched again */
export function appConfig(): Promise<AppConfig> {
  return (config ??= keepUnlessFailed(loadSiteConfig(import.meta.env), () => (config = undefined)));
}

export function keepUnlessFailed<T>(made: Promise<T>, forget: () => void): Promise<T> {
  made.catch(forget);
  return made;
}
