import { css } from 'lit';

export const previewStyles = css`
  :host {
    display: block;
    position: relative;
    min-height: clamp(9rem, 32vh, 14rem);
    border-radius: var(--_radius-large);
    background: var(--_stage);
    box-shadow: var(--_shadow);
    overflow: hidden;
  }

  firelink-video {
    position: absolute;
    inset: 0;
  }

  firelink-flip {
    position: absolute;
    inset: 0.75rem 0.75rem auto auto;
  }

  /* A veil behind the buttons: they stay readable on any picture. */
  .controls {
    position: absolute;
    inset: auto 0 0;
    display: flex;
    justify-content: center;
    gap: clamp(0.5rem, 2.8vw, 1rem);
    padding: 3rem 0.5rem 1.25rem;
    background: linear-gradient(to top, rgb(14 11 10 / 62%), transparent);
  }

  @media (min-width: 52rem) {
    :host {
      aspect-ratio: 4 / 3;
      max-height: calc(100dvh / var(--_zoom, 1) - 9rem);
    }
  }

  @media (min-width: 75rem) {
    :host {
      aspect-ratio: 16 / 11;
    }
  }

  /* A phone on its side: the picture stays in view while the words beside it scroll. */
  @media (max-height: 34rem) and (min-width: 40rem) {
    :host {
      position: sticky;
      top: 1rem;
      width: 100%;
      height: calc(100dvh - 2rem);
      min-height: 0;
      max-height: none;
      aspect-ratio: auto;
    }
  }
`;
