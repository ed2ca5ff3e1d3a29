// Lag, in all and per partition, with its slope written on it.

function lagChart() {
    const what = 'Records waiting in Kafka: all, and each partition (thin).';
    if (run.live) {
        chart('lag', 'Kafka lag', what, frame => drawLag(frame, null, 0));
        return;
    }
    const growth = Math.round(run.summary.lagGrowthPerSecond || 0);
    const grows = event('pressure reaches Kafka');
    const title = !grows
        ? 'No lag: Kafka is emptied as fast as it fills'
        : grows.second > 2
          ? 'Lag starts late, then climbs'
          : 'Lag climbs from the start';
    chart('lag', title, what, frame => drawLag(frame, grows, growth));
}

function drawLag(frame, grows, growth) {
    const most = Math.max(...second.map((_, i) => lag(i)));
    const y = scale(frame, Math.max(most * 1.08, settings.inPerSecond));
    const {svg, x} = frame;
    draw('path', {d: area(() => 0, lag, x, y), fill: 'var(--d0)', opacity: 0.16}, svg);
    for (const partition of columns.lagPerPartition) {
        draw(
            'path',
            {d: line(i => at(partition, i), x, y), fill: 'none', stroke: 'var(--d0)', 'stroke-width': 1, opacity: 0.7},
            svg,
        );
    }
    draw(
        'path',
        {d: line(lag, x, y), fill: 'none', stroke: 'var(--d0)', 'stroke-width': 3, 'stroke-linejoin': 'round'},
        svg,
    );
    const turn = settings.recoversAtSecond === null ? second[last] : settings.recoversAtSecond;
    if (run.live) slopeNow(frame, y);
    if (grows && grows.second < turn) {
        slope(frame, y, sampleAt(grows.second + (turn - grows.second) * 0.8), growth, -1);
    }
    drawFall(frame, y, turn);
    if (grows && grows.second >= 2 && frame.xOf(grows.second) - LEFT > 46) {
        words(svg, LEFT + 6, BOTTOM - 26, 12.5, 'buffers hide it', {class: 'halo mute'});
        words(svg, LEFT + 6, BOTTOM - 11, 12.5, 'for ' + time(grows.second), {class: 'halo mute'});
    }
    const dot = draw('circle', {r: 5, fill: 'var(--d0)', stroke: 'var(--card)', 'stroke-width': 2}, svg);
    const value = words(svg, frame.right + 10, 0, 17, '', strong);
    const unit = words(svg, frame.right + 10, 0, 12.5, 'records', mute);
    return i => {
        const height = Math.max(TOP + 8, Math.min(y(lag(i)) + 2, BOTTOM - 18));
        change(dot, {cx: x(i), cy: y(lag(i))});
        change(value, {y: height});
        change(unit, {y: height + 16});
        write(value, grouped(lag(i)));
        const each = columns.lagPerPartition.map(partition => grouped(at(partition, i)));
        return `At ${time(second[i])}: ${grouped(lag(i))} records; per partition ${each.join(', ')}.`;
    };
}

// How fast it falls once the database is better.
function drawFall(frame, y, turn) {
    if (turn >= second[last]) return;
    const peak = second.reduce((best, _, i) => (lag(i) > lag(best) ? i : best), sampleAt(turn));
    const gone = event('lag is gone');
    const end = gone ? sampleAt(gone.second) : last;
    if (end - peak < 3 || lag(peak) - lag(end) <= settings.inPerSecond) return;
    slope(
        frame,
        y,
        Math.round(peak + (end - peak) * 0.35),
        Math.round((lag(end) - lag(peak)) / (second[end] - second[peak])),
        1,
    );
}

// How fast it grows or falls at the end.
function slopeNow(frame, y) {
    const perSecond = Math.round(at(columns.lagPerSecond, last));
    if (Math.abs(perSecond) >= 1 && frame.x(last) - LEFT > 90) slope(frame, y, last, perSecond, -1);
}

function slope(frame, y, i, perSecond, side) {
    words(frame.svg, frame.x(i) + 12 * side, y(lag(i)) - 2, 14.5, signed(perSecond) + '/s', {
        'text-anchor': side > 0 ? 'start' : 'end',
        ...strong,
        class: 'halo',
    });
}
