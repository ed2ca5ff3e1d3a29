package workbook.world.scenario;

import java.util.List;

/**
 * What came of a {@link Scenario}.
 *
 * @param samples one a second, from 0
 */
public record ScenarioRun(ScenarioSettings settings, List<Sample> samples, Summary summary) {

    /** What it looked like at that second. */
    public Sample at(long second) {
        return samples.get((int) second);
    }
}
