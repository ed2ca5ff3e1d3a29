package workbook.testkit;

import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.MethodDescriptor;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.MethodOrdererContext;
import org.junit.jupiter.api.Tag;

/** Runs a class's tests in the order of their tasks, and those of one task by their names. */
final class TaskOrder implements MethodOrderer {

    private static final TaskNumber LAST = new TaskNumber(99, 99);

    @Override
    public void orderMethods(MethodOrdererContext context) {
        context.getMethodDescriptors().sort(Comparator
                .comparing((MethodDescriptor descriptor) -> task(descriptor.getMethod()))
                .thenComparing(descriptor -> descriptor.getMethod().getName()));
    }

    private static TaskNumber task(AnnotatedElement test) {
        return TaskNumber.among(Arrays.stream(test.getAnnotationsByType(Tag.class)).map(Tag::value)
                .collect(Collectors.toSet())).orElse(LAST);
    }
}
