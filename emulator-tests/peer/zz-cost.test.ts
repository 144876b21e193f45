import { test } from './blank-page-test.ts';
test('cost', async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const native = RTCPeerConnection.prototype.createDataChannel;
    const times: { one: number[]; three: number[] } = { one: [], three: [] };
    const median = (list: number[]) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
    for (let i = 0; i < 1000; i++) {
      const arm = (i + Math.floor(i / 2)) % 2 === 0 ? 'one' : 'three';
      RTCPeerConnection.prototype.createDataChannel = function (label, options) {
        if (arm === 'three' || label === 'control') return native.call(this, label, options);
        return Object.assign(new EventTarget(), { bufferedAmount: 0, readyState: 'connecting' }) as unknown as RTCDataChannel;
      };
      const start = performance.now();
      const { caller, callee } = await lab.connectedPair();
      times[arm].push(performance.now() - start);
      caller.scope.end(); callee.scope.end();
    }
    const boots: number[] = [];
    const draw = (l: number[]) => l.map(() => l[Math.floor(Math.random() * l.length)]!);
    for (let b = 0; b < 500; b++) boots.push(median(draw(times.three))! - median(draw(times.one))!);
    boots.sort((a, b) => a - b);
    return { one: median(times.one), three: median(times.three), low: boots[12], high: boots[487] };
  });
  console.log(JSON.stringify(seen));
});
