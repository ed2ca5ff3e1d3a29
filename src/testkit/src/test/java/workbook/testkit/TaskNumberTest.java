package workbook.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskNumberTest {

    @Test
    void isWrittenAsItIsRead() {
        assertThat(TaskNumber.parse("3.12")).isEqualTo(new TaskNumber(3, 12)).hasToString("3.12");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "3.", ".2", "3.0", "0.3", "03.1", "3.1.2", "3.100", "a.b", "3,2", "see"})
    void isNothingElse(String text) {
        assertThatThrownBy(() -> TaskNumber.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    @Test
    void comesInTheOrderOfTheLessons() {
        assertThat(TaskNumber.parse("1.9")).isLessThan(TaskNumber.parse("1.10"));
        assertThat(TaskNumber.parse("1.10")).isLessThan(TaskNumber.parse("2.1"));
    }

    @Test
    void isFoundAmongTags() {
        assertThat(TaskNumber.among(Set.of("slow", "3.2"))).contains(new TaskNumber(3, 2));
        assertThat(TaskNumber.among(Set.of("see"))).isEmpty();
    }
}
