// What each task does with its time. Pressure shows as a staircase, from the last task up to the first.

function sharesChart() {
    const what = 'Share of each second a task works, waits for a free buffer, or has nothing to do.';
    if (run.live) {
        chart('shares', 'What each task does with its time', what, drawShares);
        return;
    }
    const slow = run.summary.bottleneck;
    const waits = Object.values(run.summary.tasks).some(task => task.level !== 'OK' && task.level !== null);
    let title = 'No task holds up another';
    if (slow !== 'none') {
        title = waits
            ? `Who waits is not the cause: ${slow} is, the busy one`
            : `${slow} is busy, and nobody waits for buffers`;
    } else if (waits) {
        title = 'Tasks wait for buffers, and none is the bottleneck';
    }
    chart('shares', title, what, drawShares);
}

// Layers of busy, soft, hard, from below; what is left is idle.
function drawTimes(svg, task, x, y) {
    const busy = i => at(task.busy, i);
    const soft = i => busy(i) + at(task.softBackpressured, i);
    const hard = i => soft(i) + at(task.hardBackpressured, i);
    draw('path', {d: stepArea(() => 0, busy, x, y), fill: 'var(--busy)'}, svg);
    draw('path', {d: stepArea(busy, soft, x, y), fill: 'url(#soft)'}, svg);
    draw('path', {d: stepArea(soft, hard, x, y), fill: 'url(#hard)'}, svg);
}

const sharesInWords = (task, i) =>
    `${task.label} busy ${percent(at(task.busy, i))}, backpressured ${percent(backpressured(task, i))},` +
    ` idle ${percent(at(task.idle, i))}`;

function drawShares(frame) {
    const {svg, x} = frame;
    const shown = rows(frame, (task, top, bottom) => {
        const y = value => bottom - (value / 1000) * (bottom - top);
        box(svg, LEFT, top, frame.right - LEFT, bottom - top, {fill: 'var(--idle)'});
        drawTimes(svg, task, x, y);
        box(svg, LEFT, top, frame.right - LEFT, bottom - top, {
            fill: 'none',
            stroke: 'var(--mute)',
            'stroke-width': 0.8,
        });
        const centre = (top + bottom) / 2;
        const flat = bottom - top < 26;
        return {
            task,
            value: words(svg, frame.right + 10, centre + (flat ? 4 : -1), 14, '', strong),
            what: words(svg, frame.right + (flat ? 48 : 10), centre + (flat ? 4 : 14), flat ? 9 : 12, '', mute),
        };
    });
    return i => {
        shown.forEach(({task, value, what}) => {
            const most = ['busy', 'backpressured', 'idle'].reduce((best, share) =>
                at(task[share], i) > at(task[best], i) ? share : best,
            );
            write(value, percent(at(task[most], i)));
            write(what, what.getAttribute('font-size') === '9' && most === 'backpressured' ? 'backpr.' : most);
        });
        return `At ${time(second[i])}: ${tasks.map(task => sharesInWords(task, i)).join('; ')}.`;
    };
}
