/** How loud a track is, measured here and now by the browser's own audio graph. Nothing is kept and nothing is sent. */

export interface Level {
  readonly peak: number;
  readonly rms: number;
}

export interface Levels {
  /** Of the last 85 ms or so; undefined while the browser runs no audio of ours: before a first press on the page. */
  read(): Level | undefined;
  close(): void;
}

/** More than what comes between two samples of a tenth of a second would take a second buffer, and tell no more. */
const SAMPLES = 4_096;

/** @throws where the browser can't: no audio graph, or a device at another rate than its own (Firefox) */
export function measureLevels(track: MediaStreamTrack): Levels {
  const context = new AudioContext();
  try {
    return measureIn(context, track);
  } catch (error) {
    // A page has a few of them, and none to spare for each device that can't be measured.
    end(context);
    throw error;
  }
}

function measureIn(context: AudioContext, track: MediaStreamTrack): Levels {
  const analyser = new AnalyserNode(context, { fftSize: SAMPLES });
  const source = context.createMediaStreamSource(new MediaStream([track]));
  source.connect(analyser); // Not to the speakers.
  const samples = new Float32Array(SAMPLES);
  // Without this it starts only with what the page asks for after a press; and iOS leaves it `interrupted` after a phone call.
  const resume = (): void => {
    if (context.state !== 'running') context.resume().catch(() => undefined);
  };
  for (const press of ['pointerdown', 'keydown']) window.addEventListener(press, resume);
  return {
    read() {
      if (context.state !== 'running') return undefined;
      analyser.getFloatTimeDomainData(samples);
      return levelOf(samples);
    },
    close() {
      for (const press of ['pointerdown', 'keydown']) window.removeEventListener(press, resume);
      source.disconnect();
      end(context);
    },
  };
}

function end(context: AudioContext): void {
  context.close().catch(() => undefined);
}

function levelOf(samples: Float32Array): Level {
  let peak = 0;
  let sum = 0;
  for (const sample of samples) {
    peak = Math.max(peak, Math.abs(sample));
    sum += sample * sample;
  }
  return { peak, rms: Math.sqrt(sum / samples.length) };
}
