package workbook.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where an order departs from the plainest one, in which each task runs until it has to wait: at a
 * few of its points, numbered from 0, something else is done there than the plainest thing.
 *
 * <p>Written as {@code 14.1-31.2}: at point 14 alternative 1, at point 31 alternative 2.
 */
record Deviations(List<Deviation> list) {

    static final Deviations NONE = new Deviations(List.of());

    private static final Pattern WRITTEN = Pattern.compile("\\d{1,8}\\.\\d{1,3}(-\\d{1,8}\\.\\d{1,3})*");

    /** @param alternative from 1; 0 would be the plainest thing */
    record Deviation(int point, int alternative) {
    }

    /** These and one more, at a later point. */
    Deviations and(int point, int alternative) {
        List<Deviation> more = new ArrayList<>(list);
        more.add(new Deviation(point, alternative));
        return new Deviations(List.copyOf(more));
    }

    /** What is done at that point: 0, or the alternative. */
    int at(int point) {
        for (Deviation deviation : list) {
            if (deviation.point == point) {
                return deviation.alternative;
            }
        }
        return 0;
    }

    /** The point of the last one; -1 if there is none. */
    int lastPoint() {
        return list.isEmpty() ? -1 : list.get(list.size() - 1).point;
    }

    static boolean isWritten(String text) {
        return WRITTEN.matcher(text).matches();
    }

    /** @param text for which {@link #isWritten} is true */
    static Deviations parse(String text) {
        return new Deviations(Stream.of(text.split("-"))
                .map(each -> each.split("\\."))
                .map(each -> new Deviation(Integer.parseInt(each[0]), Integer.parseInt(each[1])))
                .toList());
    }

    @Override
    public String toString() {
        return list.stream().map(each -> each.point + "." + each.alternative).collect(Collectors.joining("-"));
    }
}
