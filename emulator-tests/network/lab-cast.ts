import { ALICE, BOB, Cast, lookOptions, type OnEnter } from '../participants/cast.ts';
import type { BrowserOptions } from '../support/browsers/browser.ts';
import type { Participant } from '../participants/participant.ts';
import { recordConnections } from './calls/connections.ts';
import { type ClientName, SITE_OVER_HTTP2_URL, SITE_URL, SITE_WITHOUT_RELAY_URL } from './lab/addresses.ts';
import type { Lab } from './lab/lab.ts';
import { browserAt } from './lab-browser.ts';
import type { NetworkStack } from './network-stack.ts';

const URLS = { 'with-relay': SITE_URL, 'without-relay': SITE_WITHOUT_RELAY_URL, 'over-http2': SITE_OVER_HTTP2_URL };
/** `over-http2`: with a relay too. */
export type Site = keyof typeof URLS;
const LOOKS = { a: ALICE, b: BOB };
const NAMES = { a: 'alice', b: 'bob' };

/** Alice at home a and bob at home b, each in a browser of their own that has nothing but their home's network. */
export class LabCast {
  readonly #lab: Lab;
  readonly #cast: Cast;

  private constructor(lab: Lab, cast: Cast) {
    this.#lab = lab;
    this.#cast = cast;
  }

  static async gather(lab: Lab, stack: NetworkStack, site: Site, onEnter?: OnEnter): Promise<LabCast> {
    if (site === 'over-http2') await lab.front.start(stack.initOverHttp2);
    return new LabCast(lab, await Cast.gather({ ...stack, url: URLS[site] }, onEnter));
  }

  alice(): Promise<Participant> {
    return this.#enter('a');
  }

  /** @param family of the addresses at which he finds the site and the relay */
  bob(family: 'ipv4' | 'ipv6' = 'ipv4'): Promise<Participant> {
    return this.#enter('b', family);
  }

  /** Both, in browsers that give a page without devices no address: mDNS names instead, which nothing here resolves. */
  hidden(): Promise<[Participant, Participant]> {
    const options = { hidesAddresses: true, fakeUi: false };
    return Promise.all([this.#enter('a', 'ipv4', options), this.#enter('b', 'ipv4', options)]);
  }

  goHome(): Promise<void> {
    return this.#cast.goHome();
  }

  disband(): Promise<void> {
    return this.#cast.disband();
  }

  async #enter(client: ClientName, family: 'ipv4' | 'ipv6' = 'ipv4', options: BrowserOptions = {}): Promise<Participant> {
    const named = family === 'ipv4' ? NAMES[client] : `${NAMES[client]} of ${family}`;
    const name = options.hidesAddresses ? `${named}, whose addresses are hidden` : named;
    const who = await this.#cast.somebody(name, { ...lookOptions(LOOKS[client]), ...browserAt(this.#lab.client(client), family), ...options });
    await who.context.addInitScript(recordConnections);
    return who;
  }
}
