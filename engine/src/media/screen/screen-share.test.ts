import { describe, expect, test } from 'vitest';
import { FakeTrack } from '../testing/fake-devices.ts';
import { ScreenShare, type ScreenPort } from './screen-share.ts';

interface Question {
  readonly constraints: DisplayMediaStreamOptions;
  choose(...tracks: readonly FakeTrack[]): Promise<void>;
  refuse(name: string, message?: string): Promise<void>;
}

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const asTrack = (track: FakeTrack | undefined): unknown => track;

/** A browser whose questions a test answers. */
function setUp() {
  const questions: Question[] = [];
  const screens: ScreenPort = {
    capture: (constraints) => new Promise((resolve, reject) => {
      questions.push({
        constraints,
        choose: (...tracks) => {
          const of = (kind: string): unknown[] => tracks.filter((track) => track.kind === kind);
          resolve({ getVideoTracks: () => of('video'), getAudioTracks: () => of('audio') } as unknown as MediaStream);
          return turn();
        },
        refuse: (name, message = '') => {
          reject(new DOMException(message, name));
          return turn();
        },
      });
    }),
  };
  const seen: string[] = [];
  const share: ScreenShare = new ScreenShare(screens, () => seen.push(`${share.view.isBusy ? 'asking ' : ''}${share.view.isOn ? 'on' : 'off'}`));
  const picture = (): FakeTrack => Object.assign(new FakeTrack('video', 'screen'), { contentHint: '' });
  const sound = (): FakeTrack => new FakeTrack('audio', 'its sound');
  const begin = (): Question => {
    void share.start();
    const question = questions.at(-1);
    if (!question) throw new Error('the browser was not asked');
    return question;
  };
  return { share, questions, seen, picture, sound, begin };
}

describe('a screen that is shared', () => {
  test('is asked for once at a time, and is there with its sound: text stays sharp, and the page of the call is not offered', async () => {
    const { share, questions, seen, picture, sound, begin } = setUp();
    const question = begin();
    await share.start();
    expect(questions).toHaveLength(1);
    expect(question.constraints).toMatchObject({ selfBrowserSurface: 'exclude', surfaceSwitching: 'include', systemAudio: 'include', audio: { echoCancellation: false, restrictOwnAudio: true } });
    const [screen, itsSound] = [picture(), sound()];
    await question.choose(screen, itsSound);
    expect(share.tracks).toEqual({ picture: asTrack(screen), sound: asTrack(itsSound) });
    expect(share.view).toEqual({ canShare: true, isOn: true, isBusy: false, hasSound: true, content: 'detail' });
    expect([screen, seen]).toMatchObject([{ contentHint: 'detail' }, ['asking off', 'on']]);
  });

  test('is for what moves once the person says so, also the next one', async () => {
    const { share, picture, begin } = setUp();
    const screen = picture();
    await begin().choose(screen);
    share.setContent('motion');
    expect(screen).toMatchObject({ contentHint: 'motion' });
    share.stop();
    const next = picture();
    await begin().choose(next);
    expect([next, share.view.content]).toMatchObject([{ contentHint: 'motion' }, 'motion']);
  });

  test.each([
    ['the button', (share: ScreenShare) => share.stop()],
    ['the browser’s own bar', (_: ScreenShare, screen: FakeTrack) => screen.endByItself()],
    ['the end of the call', (share: ScreenShare) => share.end()],
  ])('goes off by %s, with its sound, once', async (_, end) => {
    const { share, seen, picture, sound, begin } = setUp();
    const [screen, itsSound] = [picture(), sound()];
    await begin().choose(screen, itsSound);
    end(share, screen);
    screen.endByItself();
    expect([screen.readyState, itsSound.readyState, share.tracks]).toEqual(['ended', 'ended', { picture: null, sound: null }]);
    expect(seen).toEqual(['asking off', 'on', 'off']);
  });

  test('goes on without its sound where that ends alone', async () => {
    const { share, picture, sound, begin } = setUp();
    const [screen, itsSound] = [picture(), sound()];
    await begin().choose(screen, itsSound);
    itsSound.endByItself();
    expect([share.tracks, share.view.hasSound]).toEqual([{ picture: asTrack(screen), sound: null }, false]);
  });

  test('gives way to another one once that is chosen, and stays where none is', async () => {
    const { share, picture, begin } = setUp();
    const [first, second] = [picture(), picture()];
    await begin().choose(first);
    await begin().refuse('NotAllowedError', 'Permission denied by user');
    expect([share.tracks.picture, first.readyState]).toEqual([asTrack(first), 'live']);
    await begin().choose(second);
    expect([share.tracks.picture, first.readyState]).toEqual([asTrack(second), 'ended']);
    first.endByItself();
    expect(share.view.isOn).toBe(true);
  });
});

describe('a screen that is not shared', () => {
  test.each([
    ['NotAllowedError', 'Permission denied by user', undefined],
    ['NotAllowedError', 'Permission denied by system', 'system'],
    ['NotAllowedError', 'Access to the feature "display-capture" is disallowed by permissions policy.', 'policy'],
    ['NotReadableError', 'Could not start video source', 'system'],
    ['NotFoundError', '', 'no-screen'],
    ['InvalidStateError', 'must be called from a user gesture handler', 'failed'],
  ])('after %s (%s) has the failure %s, until it is tried again', async (name, message, failure) => {
    const { share, begin } = setUp();
    await begin().refuse(name, message);
    expect([share.view.failure, share.view.isOn, share.view.isBusy]).toEqual([failure, false, false]);
    begin();
    expect(share.view.failure).toBeUndefined();
  });

  test('although it was chosen: the call had ended meanwhile, and the capture ends', async () => {
    const { share, questions, picture, begin } = setUp();
    const question = begin();
    share.end();
    const screen = picture();
    await question.choose(screen);
    await share.start();
    expect([screen.readyState, share.view.isOn, questions.length]).toEqual(['ended', false, 1]);
  });

  test('where the browser can’t: nothing is asked', async () => {
    const share = new ScreenShare(undefined, () => expect.unreachable('nothing changes'));
    await share.start();
    share.stop();
    expect(share.view).toEqual({ canShare: false, isOn: false, isBusy: false, hasSound: false, content: 'detail' });
  });
});
