package workbook.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A class of a chapter's tests. Each test is tagged with its task ({@code @Tag("1.4")}); they run in
 * the order of the tasks; each ends, whatever the student wrote; and reaching a
 * {@link workbook.world.Todo} makes it "to do", however the test went on.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(Judge.class)
@TestMethodOrder(TaskOrder.class)
public @interface ChapterTest {
}
