/** The page of a call without a server, in a chunk of its own. Nothing of Firebase is loaded or asked for. */
import { html, type TemplateResult } from 'lit';
import { systemClock, within } from '../base/clock.ts';
import { contained } from '../base/contained.ts';
import { consoleSink, createLogger } from '../base/logger.ts';
import '../ui/firelink-manual.ts';
import type { ReadTextEvent } from '../ui/firelink-manual-events.ts';
import type { QrPicture } from '../ui/firelink-manual-view.ts';
import { drawCall } from './call-screens.ts';
import { loadConfig, readConfig, type AppConfig } from './config.ts';
import type { ManualSettings } from './manual-attempt.ts';
import { ManualCall } from './manual-call.ts';
import { MANUAL_PATH } from './routes.ts';

/** The site's own server may be what is out of reach: after this the defaults do. */
const CONFIG_LIMIT_MS = 3_000;

const logger = createLogger(consoleSink(import.meta.env.DEV ? 'info' : 'warn'));
let settings: Promise<ManualSettings> | undefined;

/** @param invitation the fragment of an address that a QR code held, or '' */
export function openManual(invitation: string, onChange: () => void): ManualCall {
  const call = new ManualCall({ settings: (settings ??= loadSettings()), clock: systemClock, logger, drawQr, onChange });
  if (invitation !== '') {
    // What it holds is for this page, not for its history.
    history.replaceState(null, '', MANUAL_PATH);
    call.read(invitation);
  }
  return call;
}

export function drawManual(call: ManualCall): TemplateResult {
  if (call.call) return drawCall(call.call, call.local);
  return html`
    <firelink-manual
      .view=${call.view}
      .local=${call.local}
      @firelink-make-invitation=${() => call.invite()}
      @firelink-read-text=${(event: ReadTextEvent) => call.read(event.text)}
      @firelink-make-reply=${() => call.makeReply()}
      @firelink-show-qr=${() => contained(call.showQr(), (error) => logger.log('warn', 'no QR code could be drawn', error))}
    ></firelink-manual>
  `;
}

async function loadSettings(): Promise<ManualSettings> {
  const identity = RTCPeerConnection.generateCertificate({ name: 'ECDSA', namedCurve: 'P-256' } as AlgorithmIdentifier);
  // Of the site's configuration only the ICE servers matter here; without a project there are still those by default.
  const byDefault = (): AppConfig => readConfig({ projectId: 'none', apiKey: 'none' }, import.meta.env);
  const config = await within(systemClock, CONFIG_LIMIT_MS, loadConfig(fetchText, import.meta.env), byDefault).catch(byDefault);
  const { iceServers, iceTransportPolicy } = config;
  return { iceServers, iceTransportPolicy, identity: await identity, clock: systemClock, logger };
}

async function fetchText(path: string): Promise<string | undefined> {
  const response = await fetch(path);
  return response.ok ? response.text() : undefined;
}

async function drawQr(text: string): Promise<QrPicture | 'too-long'> {
  const { makeQr } = await import('./manual-qr.ts');
  return makeQr(text);
}
