// What every page is put together from.

const legend = () => [
    ['busy: works', 'var(--busy)', 'var(--busy-edge)'],
    ['backpressured, soft: waits for a free buffer before it takes the next record', 'url(#soft)', 'var(--back-edge)'],
    ['hard: ran out of buffers in the middle of a record', 'url(#hard)', 'var(--back-edge)'],
    ['idle: no input', 'var(--idle)', 'var(--idle-edge)'],
    ['shades in between, as in Flink', 'url(#shades)', 'var(--mute)'],
    [`data (a square is a buffer of ${grouped(settings.bufferBytes)} bytes)`, 'var(--d2)', 'var(--d-edge)'],
];

function buildLegend() {
    byId('legend').replaceChildren(
        ...legend().map(([text, fill, edge]) => {
            const item = document.createElement('li');
            const svg = draw('svg', {viewBox: '0 0 18 14', 'aria-hidden': 'true'}, item);
            box(svg, 0.75, 0.75, 16.5, 12.5, {rx: 2, fill, stroke: edge, 'stroke-width': 1.5});
            item.append(text);
            return item;
        }),
    );
}

function buildChips() {
    byId('chips').replaceChildren(
        ...run.events.map(each => {
            const chip = document.createElement('button');
            chip.type = 'button';
            chip.textContent = `${time(each.second)} ${each.name}`;
            chip.title = each.sentence;
            chip.dataset.second = String(each.second);
            chip.addEventListener('click', () => choose(sampleAt(each.second)));
            return chip;
        }),
    );
}

let building = 0;

// One piece after the other, with time for the browser in between. Says when all are there.
function buildAll() {
    const stage = run.live ? [buildAndShow] : [buildStage, () => show(current)];
    const steps = [...stage, buildRibbon, () => showRibbon(current), ...chartSteps()];
    clearTimeout(building);
    const next = k => {
        if (k === steps.length) {
            document.documentElement.dataset.ready = String(Math.round(performance.now()));
            return;
        }
        steps[k]();
        building = setTimeout(next, 0, k + 1);
    };
    building = setTimeout(next, 0, 0);
}

// What grows mustn't stand empty meanwhile.
function buildAndShow() {
    buildStage();
    show(current, false);
}

const darkWanted = matchMedia('(prefers-color-scheme: dark)');

function theme(name) {
    document.documentElement.dataset.theme = name;
    byId('theme').textContent = name === 'dark' ? 'Light mode' : 'Dark mode';
    readPalette();
    if (stageUpdates.length) showStage(current);
}

function drawAll() {
    lagChart();
    whereChart();
    throughputChart();
    sharesChart();
    buildLegend();
    buildChips();
    writeSettings();
    buildAll();
}

// What a live run or real systems don't have.
function hasSetting(name) {
    return run.live ? name !== 'seconds' : !isReal() || !['seed', 'socketRows'].includes(name);
}

function isReal() {
    return Boolean(run.parts && run.parts.systems);
}

function writeSettings() {
    write(
        byId('settings'),
        (isReal()
            ? 'Nobody sees into a real socket: what was sent counts as open in Postgres. Nor does Flink tell its credit:' +
              ' of a Flink run, the free buffers of the receiver are shown in its place. '
            : '') +
            Object.entries(settings)
                .filter(([name, value]) => value !== null && typeof value !== 'object' && hasSetting(name))
                .map(([name, value]) => `${name} ${value}`)
                .join(' · '),
    );
}

function listen() {
    byId('theme').addEventListener('click', () => {
        theme(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark');
    });
    darkWanted.addEventListener('change', () => {
        theme(darkWanted.matches ? 'dark' : 'light');
    });
    // Paper is light, whatever the screen is.
    matchMedia('print').addEventListener('change', () => {
        readPalette();
        if (stageUpdates.length) showStage(current);
    });
    byId('play').addEventListener('click', () => play(!playing));
    byId('back').addEventListener('click', () => choose(current - 1));
    byId('on').addEventListener('click', () => choose(current + 1));
    byId('moment').addEventListener('input', () => choose(Number(byId('moment').value)));
    byId('numbers').addEventListener('toggle', buildTable);
    onSeek(byId('ribbon'), share => share);
    document.addEventListener('keydown', onKey);
    let resized = 0;
    addEventListener('resize', () => {
        if (matchMedia('print').matches) return; // a sheet doesn't wait until all is drawn anew
        clearTimeout(resized);
        resized = setTimeout(buildAll, 80);
    });
}
