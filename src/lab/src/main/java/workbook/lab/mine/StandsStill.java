package workbook.lab.mine;

import java.util.List;

/** No record moves any more: the tasks wait for each other, or one of them for something that never comes. */
final class StandsStill extends RuntimeException {

    private final transient List<String> places;

    StandsStill(String message, List<String> places) {
        super(message);
        this.places = List.copyOf(places);
    }

    /** Where each task is. */
    List<String> places() {
        return places;
    }
}
