package workbook.world;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TodoTest {

    @BeforeEach
    @AfterEach
    void forget() {
        Todo.forget();
    }

    @Test
    void namesItsTask() {
        assertThat(new Todo("1.4")).hasMessage("task 1.4 is still to do")
                .extracting(Todo::task).isEqualTo("1.4");
    }

    @Test
    void theFirstOneReachedIsRemembered() throws InterruptedException {
        assertThat(Todo.reached()).isEmpty();
        Thread thread = new Thread(() -> new Todo("2.1"));
        thread.start();
        thread.join();
        new Todo("2.2");

        assertThat(Todo.reached().orElseThrow().task()).isEqualTo("2.1");
        Todo.forget();
        assertThat(Todo.reached()).isEmpty();
    }
}
