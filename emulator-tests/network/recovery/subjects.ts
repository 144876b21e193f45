/** Who is in the call that is broken: the app, or the browser alone. */
import { createCoturn } from '../../../functions/src/turn/providers/coturn.ts';
import { call, type Participant } from '../../participants/participant.ts';
import { SITE_URL, STUN_URL, TURN_URLS } from '../lab/addresses.ts';
import type { LabCast } from '../lab-cast.ts';
import { BareCall, type Repair } from './bare-call.ts';

export interface Subject {
  readonly sides: readonly Participant[];
  /** The action at the moment that the path is back; the app notices by itself. */
  repair(): Promise<void>;
}

export interface SubjectKind {
  readonly name: string;
  begin(cast: LabCast, secret: string): Promise<Subject>;
}

export const APP: SubjectKind = {
  name: 'Firelink',
  async begin(cast) {
    const sides = [await cast.alice(), await cast.bob()] as const;
    await call(...sides);
    return { sides, repair: () => Promise.resolve() };
  },
};

const bare = (name: string, kind: Repair): SubjectKind => ({
  name,
  async begin(cast, secret) {
    const sides = [await cast.alice(), await cast.bob()] as const;
    const { servers } = await createCoturn(TURN_URLS.join(','), secret).mint({ user: 'bare', now: Date.now(), lifetimeMs: 3_600_000 });
    const iceServers = [{ urls: [STUN_URL] }, ...servers.map((server) => ({ ...server, urls: [...server.urls] }))];
    const bareCall = new BareCall(...sides, iceServers);
    await bareCall.begin(SITE_URL);
    return { sides, repair: () => bareCall.repair(kind) };
  },
});

export const BARE_RESTART = bare('bare ICE restart', 'restart');
export const BARE_REBUILD = bare('bare new connection', 'rebuild');
