// Drawing.

function draw(name, attributes, parent, text) {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    change(element, attributes);
    if (text !== undefined) element.textContent = text;
    if (parent) parent.appendChild(element);
    return element;
}

function change(element, attributes) {
    for (const name in attributes) element.setAttribute(name, attributes[name]);
}

// Writes only what differs: that spares the browser most of its work.
function write(element, text) {
    if (element.textContent !== text) element.textContent = text;
}

const box = (parent, x, y, width, height, more) =>
    draw('rect', {x, y, width: Math.max(0, width), height: Math.max(0, height), ...more}, parent);
const words = (parent, x, y, size, text, more) => draw('text', {x, y, 'font-size': size, ...more}, parent, text);
const middle = {'text-anchor': 'middle'};
const atEnd = {'text-anchor': 'end'};
const strong = {'font-weight': 650};
const mute = {class: 'mute'};

// A size at which a text is no wider than that, and the text, cut where even the least size doesn't help.
function fitting(text, width, size, least) {
    const fits = Math.max(least, Math.min(size, width / (text.length * 0.56)));
    const most = Math.max(2, Math.floor(width / (fits * 0.54)));
    return {size: fits, text: text.length > most ? text.slice(0, most - 1) + '…' : text};
}

// A name, cut into lines after each plus where it is long.
function linesOf(parent, x, y, size, text, more) {
    const lines = text.length > 8 ? text.match(/[^+ ]+\+?/g) || [text] : [text];
    lines.forEach((each, k) => {
        const fits = fitting(each, LEFT - 12, size, 9);
        draw(
            'title',
            {},
            words(parent, x, y + (k - (lines.length - 1) / 2) * (size + 1), fits.size, fits.text, more),
            text,
        );
    });
}

// A line through a value for each sample, and the area between two such lines.
const line = (value, x, y) =>
    second.map((_, i) => `${i ? 'L' : 'M'}${x(i).toFixed(1)} ${y(value(i)).toFixed(1)}`).join('');
const area = (low, high, x, y) =>
    line(high, x, y) + second.map((_, i) => `L${x(last - i).toFixed(1)} ${y(low(last - i)).toFixed(1)}`).join('') + 'Z';

// The same for values of the time since the sample before: each holds for all of that time.
function stepArea(low, high, x, y) {
    let up = '';
    let down = '';
    for (let i = 1; i < count; i++) {
        up += `${i > 1 ? 'L' : 'M'}${x(i - 1).toFixed(1)} ${y(high(i)).toFixed(1)}H${x(i).toFixed(1)}`;
        down = `L${x(i).toFixed(1)} ${y(low(i)).toFixed(1)}H${x(i - 1).toFixed(1)}` + down;
    }
    return up && up + down + 'Z'; // no time has passed before the first sample
}
