// A run that goes on: it grows sample by sample, as the command tells.

const MOST_SAMPLES = 240;
const TABLE_EVERY_MILLIS = 3000;
const SETTLES_AFTER_MILLIS = 250;

let told = null;
let piece = 0;
let tableMade = 0;
let settling = 0;
let drawing = 0;
let begunAnew = false;

// A column for each value of the first sample.
function columnsOf(sample) {
    if (sample === null || typeof sample !== 'object') return [sample];
    if (Array.isArray(sample)) return sample.map(columnsOf);
    return Object.fromEntries(Object.entries(sample).map(([name, value]) => [name, columnsOf(value)]));
}

// Does something with the column of each value.
function eachColumn(sample, into, action) {
    if (sample === null || typeof sample !== 'object') action(into, sample);
    else Object.keys(sample).forEach(key => eachColumn(sample[key], into[key], action));
}

const sameTasks = sample => Object.keys(sample.tasks).join() === tasks.map(task => task.name).join();

// Whole seconds stay; what lies between them goes when something newer comes.
function append(sample) {
    const atEnd = current === last;
    if (second[last] === sample.second || (last > 0 && second[last] % 1 !== 0)) {
        eachColumn(sample, columns, column => column.pop());
    }
    eachColumn(sample, columns, (column, value) => column.push(value));
    measure();
    while (count > MOST_SAMPLES) {
        eachColumn(sample, columns, column => column.shift());
        measure();
        current = Math.max(0, current - 1);
    }
    if (atEnd) current = last;
    current = Math.min(current, last);
}

// Nothing is known of it but this.
function startWith(sample) {
    use({live: true, columns: columnsOf(sample), settings: told.settings, events: told.events});
    current = last;
    begunAnew = false;
}

const isOther = sample => !columns || begunAnew || !sameTasks(sample) || sample.second < second[last];

function onSamples(samples) {
    if (!samples.length || !told) return;
    let fresh = false;
    for (const sample of samples) {
        if (isOther(sample)) {
            startWith(sample);
            fresh = true;
        } else append(sample);
    }
    byId('moment').max = last;
    if (fresh) {
        charts.length = 0;
        byId('charts').replaceChildren();
        forgetTable();
        drawAll();
    } else if (document.documentElement.dataset.ready) {
        show(current, false);
        clearTimeout(settling);
        settling = setTimeout(settle, SETTLES_AFTER_MILLIS, charts.length);
        clearTimeout(drawing);
        drawing = setTimeout(drawNext, 0);
    }
}

// When no more comes, for now, each of them is drawn once more.
function settle(left) {
    drawNext();
    if (left > 0) settling = setTimeout(settle, 0, left - 1);
}

// Not all at once: one chart, or the ribbon, for each sample.
function drawNext() {
    piece = (piece + 1) % (charts.length + 1);
    if (piece === charts.length) {
        buildRibbon();
        showRibbon(current);
    } else redraw(charts[piece]);
    const now = performance.now();
    if (byId('numbers').open && now - tableMade > TABLE_EVERY_MILLIS) {
        tableMade = now;
        forgetTable();
        buildTable();
    }
}

function redraw(each) {
    each.svg.replaceChildren();
    buildChart(each);
    each.show(current);
}

function onState(now) {
    const before = told;
    told = now;
    if (before && before.run !== now.run) begunAnew = true;
    if (run) {
        const was = settings;
        settings = run.settings = now.settings;
        showEvents(now.events);
        writeSettings();
        if (was.bufferBytes !== now.settings.bufferBytes) buildLegend();
        if (was.exclusiveBuffers !== now.settings.exclusiveBuffers) stageShape = ''; // their edges are bold
    }
    write(byId('parts'), now.parts.inWords);
    showKnobs(now.controls);
    setPlaying(now.controls.playing);
    unnotice('failed');
}

// The newest can be seen; and the focus stays on a chip as long as nothing new has come.
function showEvents(events) {
    if (JSON.stringify(run.events) === JSON.stringify(events)) return;
    run.events = events;
    buildChips();
    byId('chips').scrollLeft = byId('chips').scrollWidth;
}

function setPlaying(on) {
    playing = on;
    write(byId('play'), on ? '❚❚ Pause' : '▶ Play');
    document.documentElement.classList.toggle('playing', on);
}

function play(on) {
    tell({do: 'set', controls: {playing: on}});
}

function choose(i) {
    if (columns) goTo(i);
}

const listeners = {
    state: message => onState(message),
    sample: message => {
        if (!message.conserved)
            notice('conserved', 'Records were lost or doubled on the way.', 'Whose parts are at work? See above.');
        else unnotice('conserved');
        onSamples([message.sample]);
    },
    history: message => onSamples(message.samples),
    refused: message => notice('refused', 'That can’t be set.', message.why, {passing: true}),
    failed: message => {
        setPlaying(false);
        const again = message.next ? {button: 'Start again', does: {do: 'reset'}} : {};
        notice('failed', message.title, `${message.text}\n${message.next}`, again);
    },
    compile: message => (message.title ? notice('compile', message.title, message.text) : unnotice('compile')),
    whose: message => showWhose(message),
    lesson: message => showLesson(message),
    tests: message => showTests(message),
    bye: () => gone('The command was stopped.', 'Nothing runs any more. Start it again: ./workbook play'),
};

let isOver = false;

function gone(title, text) {
    isOver = true;
    setPlaying(false);
    unnotice('failed');
    notice('gone', title, text);
}

function connect() {
    const source = new EventSource('events');
    source.addEventListener('open', () => {
        isOver = false;
        unnotice('gone');
    });
    source.addEventListener('message', event => {
        const message = JSON.parse(event.data);
        listeners[message.message]?.(message);
    });
    source.addEventListener('error', () => {
        if (!isOver)
            gone('The page has lost the command.', 'It was stopped, or it ended. Start it again: ./workbook play');
    });
}
