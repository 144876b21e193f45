import { css } from 'lit';

export const videoStyles = css`
  :host {
    display: block;
    position: relative;
    overflow: hidden;
  }

  video {
    display: block;
    width: 100%;
    height: 100%;
    object-fit: var(--_fit, cover);
    background: transparent;
  }

  /* One sees oneself as in a mirror; the other side gets the picture as it is. */
  :host([mirrored]) video {
    transform: scaleX(-1);
  }

  .placeholder {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    /* A size container, so that the drawing follows the box from a small tile to a wall. */
    container-type: size;
    background: radial-gradient(circle at 50% 40%, #3a2c24, #1b1512 75%);
    color: #d9c8bb;
  }

  .placeholder svg {
    visibility: var(--_person, visible);
    width: min(34cqmin, 11rem);
    height: min(34cqmin, 11rem);
    padding: min(7cqmin, 2.25rem);
    border-radius: 50%;
    background: rgb(255 255 255 / 9%);
    box-sizing: content-box;
  }
`;
