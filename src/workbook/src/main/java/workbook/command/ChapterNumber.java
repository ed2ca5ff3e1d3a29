package workbook.command;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import workbook.runner.Chapter;
import workbook.runner.Workbook;
import workbook.runner.WorkbookException;
import workbook.testkit.TaskNumber;

/**
 * What a student calls a chapter, or a task: {@code 3}, {@code 03}, {@code 03.2}.
 *
 * @param task within the chapter; nothing for the whole of it
 */
record ChapterNumber(int chapter, Optional<Integer> task) {

    private static final Pattern PATTERN = Pattern.compile("0*(\\d{1,2})(?:\\.(\\d{1,2}))?");

    static final class Converter implements ITypeConverter<ChapterNumber> {
        @Override
        public ChapterNumber convert(String text) {
            Matcher matcher = PATTERN.matcher(text);
            if (!matcher.matches()) {
                throw new TypeConversionException("there is no chapter '" + text
                        + "': 01 names a chapter, 01.2 a task");
            }
            return new ChapterNumber(Integer.parseInt(matcher.group(1)),
                    Optional.ofNullable(matcher.group(2)).map(Integer::valueOf));
        }
    }

    /** @throws WorkbookException if there is no such chapter */
    Chapter in(Workbook workbook) {
        return workbook.chapter(chapter).orElseThrow(() -> new WorkbookException(WorkbookException.Blame.USAGE,
                String.format("There is no chapter %02d. Those there are: %s to %s.", chapter,
                        workbook.chapters().get(0).code(),
                        workbook.chapters().get(workbook.chapters().size() - 1).code())));
    }

    /** @throws WorkbookException if there is no such chapter, or a task was named */
    Chapter wholeIn(Workbook workbook) {
        if (task.isPresent()) {
            throw new WorkbookException(WorkbookException.Blame.USAGE, String.format(
                    "This goes for a whole chapter: say %02d, not %02d.%d.", chapter, chapter, task.get()));
        }
        return in(workbook);
    }

    /**
     * Some chapters, in order, each once.
     *
     * @param numbers none: all chapters
     * @throws WorkbookException if there is no such chapter, or a task was named
     */
    static List<Chapter> wholeIn(Workbook workbook, List<ChapterNumber> numbers) {
        List<Chapter> named = numbers.stream().map(number -> number.wholeIn(workbook)).toList();
        return workbook.chapters().stream().filter(chapter -> named.isEmpty() || named.contains(chapter)).toList();
    }

    /** @throws WorkbookException if there is no such task */
    Optional<TaskNumber> taskIn(Workbook workbook) {
        Chapter chapter = in(workbook);
        return task.map(number -> {
            TaskNumber wanted = new TaskNumber(chapter.number(), number);
            if (!workbook.tasks(chapter).contains(wanted)) {
                throw new WorkbookException(WorkbookException.Blame.USAGE, "There is no task " + wanted + ". Chapter "
                        + chapter.code() + " has " + workbook.tasks(chapter).stream().map(TaskNumber::toString)
                        .collect(java.util.stream.Collectors.joining(", ")) + ".");
            }
            return wanted;
        });
    }
}
