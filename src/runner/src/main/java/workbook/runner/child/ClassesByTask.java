package workbook.runner.child;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;
import org.junit.jupiter.api.Tag;
import workbook.testkit.TaskNumber;

/** Runs test classes in the order of their first tasks, so that what ends the run ends as little of it as can be. */
public final class ClassesByTask implements ClassOrderer {

    private static final TaskNumber LAST = new TaskNumber(99, 99);

    @Override
    public void orderClasses(ClassOrdererContext context) {
        context.getClassDescriptors().sort(Comparator
                .comparing((ClassDescriptor descriptor) -> firstTask(descriptor.getTestClass()))
                .thenComparing(descriptor -> descriptor.getTestClass().getName()));
    }

    private static TaskNumber firstTask(Class<?> tests) {
        return Arrays.stream(tests.getDeclaredMethods())
                .map(ClassesByTask::task)
                .min(Comparator.naturalOrder())
                .orElse(LAST);
    }

    private static TaskNumber task(Method test) {
        return TaskNumber.among(Arrays.stream(test.getAnnotationsByType(Tag.class)).map(Tag::value)
                .collect(Collectors.toSet())).orElse(LAST);
    }
}
