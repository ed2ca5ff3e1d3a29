// A task: its name on its colour, what it does with its time, how much it hands on.

const BOX_HEIGHT = 166;

const boxWidth = task => Math.max(148, Math.min(236, task.label.length * 9 + 28));

function taskView(parent, x, y, task) {
    const width = boxWidth(task);
    const round = 'a10.5 10.5 0 0 1 10.5';
    const head = `M${x + 1.5} ${y + 54}V${y + 12}${round} -10.5H${x + width - 12}${round} 10.5V${y + 54}z`;
    const frame = box(parent, x, y, width, BOX_HEIGHT, {rx: 12, fill: 'var(--card)', 'stroke-width': 3});
    const ground = draw('path', {d: head}, parent);
    const hatch = draw('path', {d: head, fill: 'url(#soft)'}, parent);
    const plate = box(parent, x + 8, y + 7, width - 16, 41, {rx: 6});
    const name = fitting(task.label, width - 24, 17, 11);
    const title = words(parent, x + width / 2, y + 25, name.size, name.text, {...middle, ...strong});
    draw('title', {}, title, task.label);
    const icon = draw('path', {}, parent);
    const what = words(parent, x + width / 2 + 8, y + 43, 13, '', middle);

    const left = x + 12;
    const barWidth = width - 24;
    const shares = [
        ['busy', 'var(--busy)'],
        ['softBackpressured', 'url(#soft)'],
        ['hardBackpressured', 'url(#hard)'],
        ['idle', 'var(--idle)'],
    ].map(([share, fill]) => ({share, element: box(parent, left, y + 66, 0, 12, {fill})}));
    box(parent, left, y + 66, barWidth, 12, {fill: 'none', stroke: 'var(--mute)', rx: 1});
    const lines = ['busy', 'idle', 'backpressured'].map((share, k) => {
        const top = y + 97 + k * 18;
        words(parent, left, top, 12.5, share, mute);
        return {share, element: words(parent, x + width - 12, top, 13, '', atEnd)};
    });
    const kinds = words(parent, x + width - 12, y + 150, 11.5, '', {...atEnd, ...mute});
    const out = words(parent, x + width / 2, y + BOX_HEIGHT + 20, 15, '', {...middle, 'font-weight': 600});
    const flag = bottleneckFlag(parent, x + width / 2, y);

    return i => {
        const colour = colourOf(task, i);
        const now = state(task, i);
        const back = backpressured(task, i);
        const ink = inkOn(colour);
        change(frame, {
            stroke: {backpressured: 'var(--back-edge)', busy: 'var(--busy-edge)', idle: 'var(--idle-edge)'}[now],
        });
        change(ground, {fill: css(colour)});
        change(plate, {fill: css(colour)});
        change(hatch, {
            opacity: back > 500 ? 0.55 : back > 100 ? 0.28 : 0,
            fill: at(task.hardBackpressured, i) > 100 ? 'url(#hard)' : 'url(#soft)',
        });
        title.style.fill = ink;
        what.style.fill = ink;
        const label = now === 'backpressured' ? level(back) + ' backpressure' : now;
        write(what, label);
        iconOf(icon, now, x + width / 2 - label.length * 3.15 - 8, y + 43, ink);
        let from = left;
        for (const {share, element} of shares) {
            const part = (barWidth * at(task[share], i)) / 1000;
            change(element, {x: from, width: part});
            from += part;
        }
        for (const {share, element} of lines) {
            const value = at(task[share], i);
            write(element, percent(value));
            change(element, {'font-weight': value >= 500 ? 650 : 400});
        }
        write(
            kinds,
            back > 0
                ? `soft ${percent(at(task.softBackpressured, i))}, hard ${percent(at(task.hardBackpressured, i))}`
                : '',
        );
        write(out, rate(at(task.recordsPerSecond, i)) + '/s');
        change(flag, {visibility: at(columns.bottleneck, i) === task.name ? 'visible' : 'hidden'});
    };
}

function iconOf(icon, now, x, y, ink) {
    if (now === 'backpressured')
        change(icon, {d: `M${x} ${y - 9}h3.4v10h-3.4zM${x + 6} ${y - 9}h3.4v10h-3.4z`, fill: ink, stroke: 'none'});
    else if (now === 'busy') change(icon, {d: `M${x} ${y - 10}l10 5.5l-10 5.5z`, fill: ink, stroke: 'none'});
    else change(icon, {d: `M${x + 1} ${y - 4.5}a4.2 4.2 0 1 1 8.4 0a4.2 4.2 0 1 1 -8.4 0z`, fill: 'none', stroke: ink});
}

function bottleneckFlag(parent, x, y) {
    const flag = draw('g', {visibility: 'hidden'}, parent);
    draw(
        'path',
        {
            d:
                `M${x - 48} ${y - 34}h96a8 8 0 0 1 8 8v8a8 8 0 0 1 -8 8h-40l-8 7l-8 -7h-40` +
                'a8 8 0 0 1 -8 -8v-8a8 8 0 0 1 8 -8z',
            fill: 'var(--busy-edge)',
        },
        flag,
    );
    words(flag, x, y - 17.5, 13, 'bottleneck', {...middle, ...strong}).style.fill = 'var(--flag-ink)';
    return flag;
}
