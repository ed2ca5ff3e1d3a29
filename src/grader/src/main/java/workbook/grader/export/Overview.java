package workbook.grader.export;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import workbook.grader.export.Figures.Likeness;
import workbook.grader.export.Figures.TaskFigures;
import workbook.grader.policy.Participants.Submission;
import workbook.grader.policy.Points;
import workbook.grader.policy.Policy;

/** {@code overview.html}: the class on a page. First what needs a person, then where everybody is, then why. */
final class Overview {

    private static final int MOST_IDS = 12;
    /** By the names that links have for them, in order. */
    private static final Map<String, String> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("people", "What needs a person");
        PARTS.put("tasks", "Where everybody is");
        PARTS.put("hardest", "Tasks, the hardest first");
        PARTS.put("failures", "What failures look like");
        PARTS.put("totals", "Totals");
        PARTS.put("grading", "How it was graded");
    }

    private final List<Standing> standings;
    private final Policy policy;
    private final List<String> strangers;
    private final List<Fact> facts;
    private final StringBuilder html = new StringBuilder();

    /** @param strangers the ids in {@code marks.csv} that are nobody's */
    Overview(List<Standing> standings, Policy policy, List<String> strangers, List<Fact> facts) {
        this.standings = standings.stream().sorted(Comparator.comparing(Standing::id)).toList();
        this.policy = policy;
        this.strangers = strangers;
        this.facts = facts;
    }

    String html() {
        html.append("<h1>The class</h1>\n<p class=\"lead\">").append(summary()).append("</p>\n<nav>\n");
        PARTS.forEach((id, title) -> html.append("<a href=\"#" + id + "\">" + title + "</a>\n"));
        html.append("</nav>\n");
        writeWhoNeedsAPerson();
        begin("tasks");
        html.append(new Matrix(standings, policy, this::name).html());
        writeTasks();
        writeLikenesses();
        writeTotals();
        writeFacts();
        return Page.of("Overview", html.toString());
    }

    private String summary() {
        List<BigDecimal> totals = totals();
        long missing = standings.stream().filter(standing -> standing.participant().submission().isEmpty()).count();
        long strays = standings.stream().filter(standing -> standing.participant().isStray()).count();
        return count(totals.size(), "student") + (missing > 0 ? ", " + missing + " handed nothing in" : "")
                + (strays > 0 ? "; " + count(strays, "submission") + " of nobody’s" : "")
                + (totals.isEmpty() ? "" : ". Median: " + Points.text(median(totals)) + " of "
                        + Points.text(policy.outOf()) + " points") + ".";
    }

    private void writeWhoNeedsAPerson() {
        begin("people");
        List<Standing> some = standings.stream().filter(standing -> !standing.lookAt().isEmpty()).toList();
        if (some.isEmpty()) {
            html.append("<p>No submission does.</p>\n");
        } else {
            html.append("<ul class=\"people\">\n");
            some.forEach(standing -> html.append("<li>").append(name(standing)).append("<br>").append(standing.lookAt()
                    .stream().map(Page::text).collect(Collectors.joining("<br>"))).append("</li>\n"));
            html.append("</ul>\n");
        }
        long open = standings.stream().filter(standing -> standing.participant().submission().isPresent()
                && !standing.participant().isStray()).flatMap(standing -> standing.score().questions().stream())
                .filter(question -> !question.isMarked()).count();
        if (open > 0) {
            html.append("<p>").append(count(open, "answer")).append(" to questions "
                    + (open == 1 ? "has" : "have") + " no points yet. They go into marks.csv.</p>\n");
        }
        if (!strangers.isEmpty()) {
            html.append("<p>In marks.csv there are points for who isn’t here: ").append(ids(strangers))
                    .append(".</p>\n");
        }
    }

    private void writeTasks() {
        begin("hardest");
        html.append("<div class=\"wide\"><table class=\"tasks\">\n<tr><th>task</th>"
                + "<th class=\"number\">pass</th><th class=\"number\">fail</th><th class=\"number\">to do</th>"
                + "<th class=\"number\">not judged</th><th>the test that most fail</th></tr>\n");
        for (TaskFigures task : Figures.hardestFirst(standings)) {
            html.append("<tr><td>").append(Page.text(task.task() + " " + task.title())).append("</td>");
            Stream.of(Symbol.PASSING, Symbol.FAILING, Symbol.TO_DO, Symbol.CANNOT_BE_JUDGED)
                    .forEach(symbol -> html.append("<td class=\"number\">").append(task.count(symbol)).append("</td>"));
            html.append("<td>").append(task.mostFailed().map(most -> Page.text(most.getKey())
                    + " <span class=\"quiet\">" + most.getValue() + "×</span>").orElse("")).append("</td></tr>\n");
        }
        html.append("</table></div>\n");
    }

    private void writeLikenesses() {
        begin("failures");
        if (Figures.likenesses(standings).isEmpty()) {
            html.append("<p>None looks like a misconception that the workbook knows.</p>\n");
            return;
        }
        html.append("<p>The same test fails and says the same as for a misconception that the workbook knows.</p>\n")
                .append("<dl>\n");
        for (Likeness likeness : Figures.likenesses(standings)) {
            html.append("<dt>").append(Page.text(likeness.misconception().name().replace('-', ' '))).append(
                    " <span class=\"quiet\">task ").append(Page.text(likeness.task())).append(", ")
                    .append(likeness.ids().size()).append("×</span></dt>\n<dd>")
                    .append(Page.text(likeness.misconception().firstSentence())).append("<br><span class=\"quiet\">")
                    .append(ids(likeness.ids())).append("</span></dd>\n");
        }
        html.append("</dl>\n");
    }

    private void writeTotals() {
        begin("totals");
        if (policy.outOf().signum() > 0 && !totals().isEmpty()) {
            html.append("<p>How many have how many points, of ").append(Points.text(policy.outOf())).append(".</p>\n")
                    .append("<div class=\"wide\">").append(Histogram.svg(totals(), policy.outOf())).append("</div>\n");
        }
    }

    private void writeFacts() {
        begin("grading");
        html.append("<dl class=\"facts\">\n");
        facts.forEach(fact -> html.append("<dt>").append(Page.text(fact.label())).append("</dt><dd>")
                .append(Page.text(fact.value())).append("</dd>\n"));
        html.append("<dt>Chapters</dt><dd>").append(String.join(" ", policy.chapters())).append("</dd>\n</dl>\n");
    }

    private void begin(String part) {
        html.append("<h2 id=\"").append(part).append("\">").append(PARTS.get(part)).append("</h2>\n");
    }

    /** Who it is, as a link to the feedback if there is any. */
    private String name(Standing standing) {
        String name = standing.participant().student().name();
        String text = Page.text(standing.id()) + (name.isEmpty() ? "" : " <span class=\"quiet\">" + Page.text(name)
                + "</span>");
        Optional<Submission> submission = standing.participant().submission();
        return submission.isEmpty() ? text
                : "<a href=\"students/" + Page.link(submission.get().id()) + "/feedback.html\">" + text + "</a>";
    }

    private List<BigDecimal> totals() {
        return standings.stream().filter(standing -> !standing.participant().isStray())
                .map(standing -> standing.score().total()).sorted().toList();
    }

    /** The middle one; of an even number, the lower of the two. */
    private static BigDecimal median(List<BigDecimal> sorted) {
        return sorted.get((sorted.size() - 1) / 2);
    }

    private static String ids(List<String> ids) {
        return Page.text(ids.stream().limit(MOST_IDS).collect(Collectors.joining(", "))
                + (ids.size() > MOST_IDS ? " and " + (ids.size() - MOST_IDS) + " more" : ""));
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
