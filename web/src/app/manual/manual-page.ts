/** The page of a call without a server, in a chunk of its own. Nothing of Firebase is loaded or asked for. */
import { html, type TemplateResult } from 'lit';
import { consoleSink, contained, createLogger, systemClock, within } from 'firelink/base';
import '../../elements/manual/firelink-manual.ts';
import type { ReadTextEvent } from '../../elements/manual/firelink-manual-events.ts';
import { appConfig } from '../shell/app-config.ts';
import '../../elements/i18n/end-messages.ts';
import * as screens from '../call/call-screens.ts';
import { type AppConfig, readConfig } from 'firelink/config';
import { drawCall, type CallScreens } from '../call/draw-call.ts';
import { loadChatCode } from '../chat/chat-of-call.ts';
import { drawQr } from './draw-qr.ts';
import { type ManualSettings, PageCertificate } from 'firelink/manual';
import { ManualCall } from './manual-call.ts';
import { MANUAL_PATH } from '../shell/routes.ts';

/** The site's own server may be what is out of reach: after this the defaults do. */
const CONFIG_LIMIT_MS = 3_000;

const logger = createLogger(consoleSink(import.meta.env.DEV ? 'info' : 'warn'));

/** One for all calls of this page, as long as it lives. */
const certificate = new PageCertificate();

/** @param invitation the fragment of an address that a QR code held, or '' */
export function openManual(invitation: string, onChange: () => void): ManualCall {
  // Under way before it is needed.
  contained(loadSettings(), (error) => logger.log('debug', 'the settings are asked for again at the first try', error));
  // The site's own server may be out of reach by the time that the two are connected.
  contained(loadChatCode(), (error) => logger.log('debug', 'the chat is asked for again once the two are connected', error));
  const call = new ManualCall({ settings: loadSettings, clock: systemClock, logger, drawQr, onChange });
  if (invitation !== '') {
    // What it holds is for this page, not for its history.
    history.replaceState(null, '', MANUAL_PATH);
    call.read(invitation);
  }
  return call;
}

export const drawQuestion: CallScreens['drawQuestion'] = (asked, phase) => screens.drawQuestion(asked, phase, undefined, true);

export function drawManual(call: ManualCall): TemplateResult {
  if (call.call) return drawCall(screens, call.call, call.local, call.talk);
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
  // Of the site's configuration only the ICE servers matter here; without a project there are still those by default.
  const byDefault = (): AppConfig => readConfig({ projectId: 'none', apiKey: 'none' }, import.meta.env);
  const found = within(systemClock, CONFIG_LIMIT_MS, appConfig(), byDefault).catch(byDefault);
  const [{ iceServers, iceTransportPolicy }, identity] = await Promise.all([found, certificate.current()]);
  return { iceServers, iceTransportPolicy, identity, clock: systemClock, logger };
}
