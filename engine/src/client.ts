/**
 * What a page's calls share, and the way to make one:
 *
 *   const client = createClient({ firebase: { projectId: 'mine', apiKey: '…' } }, { origin: location.origin });
 *   const call = client.startCall();
 *   call.observe(({ state, link }) => console.log(state.phase, link));
 */
import { systemClock } from './base/clock.ts';
import { AppError } from './base/errors.ts';
import { consoleSink, createLogger, type Logger } from './base/logger.ts';
import type { Opening } from './call/call-ports.ts';
import { BackendSource } from './client/backend-source.ts';
import type { Call } from './client/call.ts';
import { DataChannels } from './client/calls/data-channels.ts';
import { LinkCall } from './client/calls/link-call.ts';
import { LiveCall } from './client/calls/live-call.ts';
import { MediaChoice } from './client/calls/media-choice.ts';
import { searchWith } from './client/calls/search-with.ts';
import type { ClientParts } from './client/client-parts.ts';
import type { ClientConfig } from './client/config.ts';
import { ClientMedia, type LocalMediaControls } from './client/devices/client-media.ts';
import type { LoadSoundWatch } from './client/devices/own-devices.ts';
import { NetworkWatch } from './client/network-watch.ts';
import { PageCertificate } from './client/page-certificate.ts';
import { OwnName } from './client/participant/own-name.ts';
import { createCallId, createLinkSecret, formatCallLink, parseCallLink, type LinkMedia, type ParsedLink } from './signaling/link/call-link.ts';
import type { LinkSecret } from './signaling/link/next-calls.ts';

/** What a client is given besides its project; nothing of it is needed. */
export interface ClientOptions {
  /** Before the path of the links that are made, as `location.origin` has it, without a slash at its end. Default '': a path alone. */
  readonly origin?: string;
  /** How the person is called, until `setDisplayName`. Default '': no name. */
  readonly displayName?: string;
  /** Default: warnings and errors, on the console. Nothing secret reaches it. */
  readonly logger?: Logger;
  /** Loads the watch of one's own microphone (its level, and hints); an app can load its elements for devices with it. */
  readonly loadSoundWatch?: LoadSoundWatch;
}

/** What a call is made of, and how it reports code that is missing. */
export interface CallOptions {
  /**
   * `none`: for data alone. No camera or microphone is asked for, or listed, until `Call.useMedia`. Default: for a new call
   * `devices`, the client's `localMedia`; for an opened one what its link says. A new call's link says the same of it.
   */
  readonly media?: LinkMedia;
  /**
   * A part of this package's code could not be loaded: most often since the site has been renewed while the page was open.
   * The call ends, as `unavailable`, when the promise resolves: a page may be renewed until then.
   */
  readonly onCodeMissing?: () => Promise<void>;
}

/** How a page comes to the call of a link. */
export interface OpenOptions extends CallOptions, Opening {
  /** Join was pressed already. */
  readonly isJoining?: boolean;
}

/** A link that has been read. Without `media`, a link of a call with devices. */
export interface OpenedLink extends LinkSecret {
  readonly media?: LinkMedia;
}

/** What the calls of a page share. One a page is enough; it makes any number of calls, also at the same time. */
export interface Client {
  /** Microphone and camera: one set of tracks for all calls. */
  readonly localMedia: LocalMediaControls;
  /** How the person is called, as the other side is shown it; '' for no name. */
  readonly displayName: string;
  /**
   * In all calls from now on, those that run included: the other side reads it in its lobby, before it joins.
   * @param name made safe: one line in NFC without invisible or bidirectional controls, at most 40 graphemes; '' for no name
   */
  setDisplayName(name: string): void;
  /** Opens a new call, whose link leads in once its `view` has one. The devices are asked for at once. @throws AppError `failed` once the client is closed */
  startCall(options?: CallOptions): Call;
  /**
   * Opens the call that a link names, and prepares to join it.
   * @param link as a person was given it, or read by `parseCallLink` of `firelink/link`
   * @throws AppError `link-incomplete` for a text that is no link, or not all of one; `failed` once the client is closed
   */
  openCall(link: string | OpenedLink, options?: OpenOptions): Call;
  /** Leaves all calls, lets go of the devices, and closes the connection to the store. The client is of no use afterwards. */
  close(): void;
}

/**
 * Touches nothing by itself: Firebase is loaded, and signed in to, when the first call begins.
 *
 * @param config a project, or where to get it from: asked when the first call begins, and again at the next one if it rejects
 */
export function createClient(config: ClientConfig | (() => Promise<ClientConfig>), options: ClientOptions = {}): Client {
  return new FirelinkClient(config, options);
}

class FirelinkClient implements Client {
  readonly localMedia: ClientMedia;
  readonly #origin: string;
  readonly #parts: ClientParts;
  readonly #source: BackendSource;
  readonly #calls = new Set<LinkCall>();
  #isClosed = false;

  constructor(config: ClientConfig | (() => Promise<ClientConfig>), { origin = '', displayName = '', logger = createLogger(consoleSink('warn')), loadSoundWatch }: ClientOptions) {
    const clock = systemClock;
    this.#origin = origin;
    this.localMedia = new ClientMedia(logger, loadSoundWatch);
    this.#source = new BackendSource({ config: async () => (typeof config === 'function' ? config() : config), clock, logger });
    this.#parts = {
      clock, logger,
      ownName: new OwnName(displayName, (error) => logger.log('error', 'a call was not told of another name', error)),
      connect: () => this.#source.connect(),
      certificate: new PageCertificate(),
      media: this.localMedia,
      network: new NetworkWatch(clock, globalThis, (error) => logger.log('error', 'an observer of the network failed', error)),
    };
  }

  get displayName(): string {
    return this.#parts.ownName.name;
  }

  setDisplayName(name: string): void {
    this.#parts.ownName.set(name);
  }

  startCall(options: CallOptions = {}): Call {
    return this.#begin({ callId: createCallId(), secret: createLinkSecret(), media: options.media ?? 'devices' }, true, options);
  }

  openCall(link: string | OpenedLink, options: OpenOptions = {}): Call {
    return this.#begin(typeof link === 'string' ? wholeLink(parseCallLink(link)) : link, false, options);
  }

  close(): void {
    this.#isClosed = true;
    for (const call of [...this.#calls]) call.dispose();
    this.localMedia.close();
    this.#source.close();
  }

  #begin(
    { callId, secret, media: linkMedia = 'devices' }: OpenedLink, isNew: boolean,
    { media = linkMedia, onCodeMissing = async () => {}, isJoining = false, ...opening }: OpenOptions,
  ): Call {
    if (this.#isClosed) throw new AppError('failed', { detail: 'the client is closed' });
    const address = formatCallLink(this.#origin, callId, secret, linkMedia);
    const parts = this.#parts;
    const dataChannels = new DataChannels(parts.logger);
    const mediaChoice = new MediaChoice(callId, media);
    const call = new LinkCall({
      link: { callId, secret }, address, isNew, opening, isJoining, dataChannels, mediaChoice, clock: parts.clock, logger: parts.logger,
      begin: (live) => new LiveCall({ ...live, parts, dataChannels, mediaChoice, linkCallId: callId, link: address, onCodeMissing }),
      search: (search) => searchWith(parts.connect, search, onCodeMissing),
      onDisposed: () => this.#calls.delete(call),
    });
    this.#calls.add(call);
    return call;
  }
}

function wholeLink(link: ParsedLink): OpenedLink {
  if (link.kind === 'complete') return link;
  throw new AppError('link-incomplete', { detail: link.kind === 'incomplete' ? 'the link is not whole' : 'no link of a call' });
}
