package workbook.testkit;

import java.util.Optional;
import workbook.world.simulation.SimulationFailure;
import workbook.world.simulation.Story;

/** A failure, and the order of things that led to it. */
final class StoryFailure extends AssertionError {

    private static final int WIDTH = 74;

    private StoryFailure(String message, AssertionError failure) {
        super(message, failure);
        setStackTrace(failure.getStackTrace());
    }

    static AssertionError of(AssertionError failure, Story story) {
        String told = story.told(WIDTH);
        if (told.isEmpty()) {
            return failure;
        }
        Optional<String> conclusion = failure instanceof SimulationFailure known ? story.conclusion(known.kind())
                : Optional.empty();
        return new StoryFailure(failure.getMessage() + "\n\nThe order that shows it:\n\n" + told
                + conclusion.map(sentence -> "\n\n" + sentence).orElse(""), failure);
    }
}
