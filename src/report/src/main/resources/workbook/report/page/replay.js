// A run that is over is played back.

const SECONDS_TO_PLAY = 24;

function play(on) {
    playing = on;
    byId('play').textContent = on ? '❚❚ Pause' : '▶ Play';
    document.documentElement.classList.toggle('playing', on);
    if (!on) {
        show(current);
        return;
    }
    if (current === last) show(0);
    const perSecond = matchMedia('(prefers-reduced-motion: reduce)').matches ? 2 : Math.max(5, count / SECONDS_TO_PLAY);
    const from = current;
    let begun = null;
    const frame = now => {
        if (!playing) return;
        begun = begun === null ? now : begun;
        const expected = Math.min(last, from + Math.floor(((now - begun) / 1000) * perSecond));
        if (expected > current) show(expected);
        if (current === last) play(false);
        else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
}

// Somebody chose a moment: what plays stops there.
function choose(i) {
    if (playing) play(false);
    goTo(i);
}
