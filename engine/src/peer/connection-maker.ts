/**
 * Makes connections that no setting prevents. A browser refuses a whole configuration for one ICE server that it can't
 * read, or for a certificate that has run out; a call can do without either.
 */
import type { Logger } from '../base/logger.ts';

/** As much of a RTCPeerConnection as is used here. */
export type Configurable = Pick<RTCPeerConnection, 'close' | 'setConfiguration'>;

export interface Made<C> {
  readonly connection: C;
  /** What the browser has taken of what was asked for. */
  readonly configuration: RTCConfiguration;
}

export class ConnectionMaker<C extends Configurable> {
  readonly #create: (configuration: RTCConfiguration) => C;
  readonly #logger: Logger;
  /** Servers of one URL each, as text: asked about once. */
  readonly #refused = new Set<string>();

  constructor(create: (configuration: RTCConfiguration) => C, logger: Logger) {
    this.#create = create;
    this.#logger = logger;
  }

  /** @throws what the browser threw, where it refuses even a configuration without servers and certificate */
  make(wanted: RTCConfiguration): Made<C> {
    const { certificates: _, ...anonymous } = wanted;
    const tries: readonly (() => RTCConfiguration)[] = [
      () => this.#known(wanted),
      () => this.#usable(wanted),
      () => this.#usable(anonymous),
      () => ({ ...anonymous, iceServers: [] }),
    ];
    let refusal: unknown;
    for (const next of tries) {
      const configuration = next();
      try {
        return { connection: this.#create(configuration), configuration };
      } catch (error) {
        refusal = error;
        this.#logger.log('warn', 'the browser refused a configuration; it is tried with less', error);
      }
    }
    throw refusal;
  }

  /** Gives `connection` other servers. @returns its configuration from now on, `current` where nothing better was taken */
  renew(connection: C, current: RTCConfiguration, iceServers: readonly RTCIceServer[]): RTCConfiguration {
    const wanted = { ...current, iceServers: [...iceServers] };
    for (const next of [() => this.#known(wanted), () => this.#usable(wanted)]) {
      const configuration = next();
      // The same ones again would change nothing.
      if (JSON.stringify(configuration.iceServers) === JSON.stringify(current.iceServers)) return current;
      try {
        connection.setConfiguration(configuration);
        return configuration;
      } catch (error) {
        this.#logger.log('warn', 'the browser refused the ICE servers', error);
      }
    }
    return current;
  }

  /** Without what has been refused before. */
  #known(configuration: RTCConfiguration): RTCConfiguration {
    return this.#refused.size === 0 ? configuration : this.#keep(configuration, (server) => !this.#refused.has(JSON.stringify(server)));
  }

  #usable(configuration: RTCConfiguration): RTCConfiguration {
    return this.#keep(configuration, (server) => this.#isTaken(server));
  }

  /** Each URL by itself: a server that has a good one keeps it. */
  #keep({ iceServers = [], ...rest }: RTCConfiguration, isGood: (server: RTCIceServer) => boolean): RTCConfiguration {
    const kept = iceServers.flatMap((server) => {
      const urls = [server.urls].flat().filter((url) => isGood({ ...server, urls: [url] }));
      return urls.length > 0 ? [{ ...server, urls }] : [];
    });
    return { ...rest, iceServers: kept };
  }

  #isTaken(server: RTCIceServer): boolean {
    const text = JSON.stringify(server);
    if (this.#refused.has(text)) return false;
    try {
      this.#create({ iceServers: [server] }).close();
      return true;
    } catch (error) {
      this.#refused.add(text);
      this.#logger.log('error', 'the browser refuses an ICE server, which is left out', { urls: server.urls, error });
      return false;
    }
  }
}
