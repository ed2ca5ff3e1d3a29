// The playhead: one moment, shown everywhere at once.

const SAY_EVERY_MILLIS = 2000;

let current = 0;
let playing = false;
let said = 0;

// Charts that grow are shown when they are drawn.
function show(i, withCharts = true) {
    current = i;
    byId('moment').value = i;
    byId('moment').setAttribute('aria-valuetext', time(second[i]));
    write(byId('clock'), time(second[i]));
    write(byId('now-in'), rate(at(columns.producedPerSecond, i)));
    write(byId('now-out'), rate(at(columns.writtenPerSecond, i)));
    write(byId('now-lag'), grouped(lag(i)));
    const growth = Math.round(at(columns.lagPerSecond, i));
    write(
        byId('now-lag-name'),
        Math.abs(growth) < 1 ? 'Kafka lag, steady' : `Kafka lag, ${growth > 0 ? '▲' : '▼'} ${signed(growth)}/s`,
    );
    write(byId('now-wait'), duration(waiting(i) === 0 ? 0 : waiting(i) / at(columns.writtenPerSecond, i)));
    write(byId('say'), sentence(i));
    sayAloud(i);
    showStage(i);
    if (withCharts) {
        showRibbon(i);
        charts.forEach(each => each.show(i));
    }
    showTable(i);
    for (const chip of byId('chips').children)
        chip.setAttribute('aria-pressed', String(sampleAt(Number(chip.dataset.second)) === i));
}

// Not at every step of a run that plays: nobody could listen to that.
function sayAloud(i) {
    const now = performance.now();
    if (playing && now - said < SAY_EVERY_MILLIS) return;
    said = now;
    write(byId('say-aloud'), `${time(second[i])}: ${sentence(i)} Lag ${grouped(lag(i))}.`);
}

function goTo(i) {
    const to = Math.max(0, Math.min(last, i));
    if (to !== current) show(to);
}

function onKey(key) {
    if (key.ctrlKey || key.metaKey || key.altKey || key.target.closest('.scroll, select, .knobs input, .beside')) return;
    const inButton = key.target.closest('button, summary');
    const step = key.shiftKey ? 10 : 1;
    if (key.key === ' ' && !inButton) play(!playing);
    else if (key.key === 'ArrowLeft') choose(current - step);
    else if (key.key === 'ArrowRight') choose(current + step);
    else if (key.key === 'Home') choose(0);
    else if (key.key === 'End') choose(last);
    else return;
    key.preventDefault();
}
