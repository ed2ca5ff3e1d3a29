// What all charts have in common: a card, the axis of time, the events, the playhead; pointing at a moment goes there.

const CHART_HEIGHT = 270;
const TOP = 14;
const BOTTOM = CHART_HEIGHT - 26;
let LEFT = 62;
let RIGHT = 104;
const charts = [];

// Draws what doesn't change into the SVG, and returns what shows a moment.
function chart(id, title, subtitle, drawing) {
    const card = document.createElement('section');
    card.className = 'card';
    const heading = document.createElement('h2');
    heading.id = id + '-title';
    heading.textContent = title;
    const text = document.createElement('p');
    text.id = id + '-subtitle';
    text.textContent = subtitle;
    card.append(heading, text);
    const svg = draw('svg', {id, role: 'img', 'aria-labelledby': `${heading.id} ${text.id} ${id}-text`}, card);
    byId('charts').append(card);
    const each = {svg, drawing, width: 0, show: () => {}};
    charts.push(each);
    onSeek(svg, fraction => (fraction * each.width - LEFT) / (each.width - LEFT - RIGHT));
}

// How wide each is, and how to draw each: to be done one by one.
function chartSteps() {
    for (const each of charts) {
        const card = each.svg.parentNode;
        const style = getComputedStyle(card);
        const rem = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
        each.width = Math.max(270, (card.clientWidth - 2 * parseFloat(style.paddingLeft)) / rem);
    }
    const narrow = charts[0].width < 420;
    LEFT = narrow ? 50 : 62;
    RIGHT = narrow ? 88 : 104;
    for (const {svg, width} of charts) {
        svg.replaceChildren();
        change(svg, {viewBox: `0 0 ${width} ${CHART_HEIGHT}`});
    }
    return charts.map(each => () => {
        buildChart(each);
        each.show(current);
    });
}

function buildChart(each) {
    const {svg, width} = each;
    const right = width - RIGHT;
    const start = second[0];
    const all = Math.max(1e-9, second[last] - start);
    const xOf = time => LEFT + ((time - start) / all) * (right - LEFT);
    const frame = {svg, width, right, x: i => xOf(second[i]), xOf};
    const text = draw('desc', {id: svg.id + '-text'}, svg);
    timeTicks(all, right - LEFT).forEach(tick =>
        words(svg, xOf(start + tick.at), CHART_HEIGHT - 6, 12.5, tick.text, {...middle, ...mute}),
    );
    const show = each.drawing(frame);
    for (const {second: at} of run.events) {
        draw(
            'line',
            {
                x1: xOf(at),
                x2: xOf(at),
                y1: TOP,
                y2: BOTTOM,
                stroke: 'var(--mute)',
                'stroke-dasharray': '2 4',
                opacity: 0.6,
            },
            svg,
        );
    }
    const head = draw('line', {y1: TOP - 8, y2: BOTTOM, stroke: 'var(--accent)', 'stroke-width': 2.5}, svg);
    svg.querySelectorAll('.halo').forEach(label => svg.append(label));
    each.show = i => {
        change(head, {x1: frame.x(i), x2: frame.x(i)});
        write(text, show(i));
    };
}

function timeTicks(all, width) {
    const steps = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400, 28800];
    const step = steps.find(each => all / each <= Math.max(2, width / 62)) || 86400;
    const ticks = [];
    for (let at = 0; at <= all; at += step) {
        ticks.push({at, text: step >= 3600 ? at / 3600 + ' h' : step >= 60 ? at / 60 + ' min' : at + ' s'});
    }
    return ticks;
}

// A scale from 0 up, with lines at round numbers.
function scale(frame, most, top = TOP) {
    const raw = Math.max(1, most) / 3.2;
    const power = 10 ** Math.floor(Math.log10(raw));
    const step = Math.max(
        1,
        [1, 2, 5, 10].map(each => each * power).find(each => each >= raw),
    );
    const upTo = Math.max(most, step);
    const y = value => BOTTOM - (value / upTo) * (BOTTOM - top);
    for (let value = 0; value <= upTo; value += step) {
        draw('line', {x1: LEFT, x2: frame.right, y1: y(value), y2: y(value), stroke: 'var(--grid)'}, frame.svg);
        words(frame.svg, LEFT - 8, y(value) + 4, 12.5, thousands(value), {...atEnd, ...mute});
    }
    return y;
}

// A small chart for each task, one above the other.
function rows(frame, drawRow) {
    const height = (BOTTOM - TOP) / tasks.length;
    return tasks.map((task, k) => {
        const top = TOP + k * height + Math.min(6, height / 6);
        const bottom = TOP + (k + 1) * height - Math.min(4, height / 8);
        linesOf(frame.svg, LEFT - 8, (top + bottom) / 2 + 5, 13.5, task.label, {...atEnd, 'font-weight': 600});
        return drawRow(task, top, bottom);
    });
}

// Pointing, and dragging, goes to a moment.
function onSeek(element, share) {
    const seek = pointer => {
        const bounds = element.getBoundingClientRect();
        goTo(nearest(share((pointer.clientX - bounds.left) / bounds.width)));
    };
    element.addEventListener('pointerdown', pointer => {
        if (pointer.button !== 0) return;
        element.setPointerCapture(pointer.pointerId);
        seek(pointer);
    });
    element.addEventListener('pointermove', pointer => {
        if (element.hasPointerCapture(pointer.pointerId)) seek(pointer);
    });
}

function nearest(share) {
    const moment = second[0] + Math.max(0, Math.min(1, share)) * (second[last] - second[0]);
    const after = sampleAt(moment);
    return after > 0 && moment - second[after - 1] < second[after] - moment ? after - 1 : after;
}
