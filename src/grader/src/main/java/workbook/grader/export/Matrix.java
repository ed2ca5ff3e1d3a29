package workbook.grader.export;

import java.util.List;
import java.util.function.Function;
import workbook.grader.policy.Points;
import workbook.grader.policy.Policy;
import workbook.grader.policy.Score.TaskPoints;
import workbook.testkit.TaskNumber;

/** Students and tasks: a sign and a colour for each state. */
final class Matrix {

    private final List<Standing> standings;
    private final Policy policy;
    private final Function<Standing, String> name;

    /** @param name HTML */
    Matrix(List<Standing> standings, Policy policy, Function<Standing, String> name) {
        this.standings = standings;
        this.policy = policy;
        this.name = name;
    }

    String html() {
        StringBuilder html = new StringBuilder("<p class=\"legend\">");
        for (Symbol symbol : Symbol.values()) {
            html.append("<span><b class=\"").append(symbol.style()).append("\">").append(symbol.sign()).append("</b> ")
                    .append(symbol.words()).append("</span>\n");
        }
        html.append("<span>* points by hand</span></p>\n<div class=\"wide tall\"><table class=\"matrix\">\n")
                .append("<thead><tr><th>student</th><th class=\"number\">total</th>");
        for (TaskNumber task : policy.tasks()) {
            html.append("<th").append(first(task)).append(">").append(task).append("</th>");
        }
        html.append("</tr></thead>\n<tbody>\n");
        standings.forEach(standing -> html.append(row(standing)));
        return html.append("</tbody></table></div>\n").toString();
    }

    private String row(Standing standing) {
        StringBuilder row = new StringBuilder("<tr><th>").append(name.apply(standing)).append("</th>")
                .append("<td class=\"number\">").append(Points.text(standing.score().total())).append("</td>");
        for (TaskPoints task : standing.score().tasks()) {
            Symbol symbol = Symbol.of(task.verdict());
            String byHand = " title=\"" + Points.text(task.points()) + " points by hand\"";
            row.append("<td class=\"").append(symbol.style()).append(task.task().task() == 1 ? " first\"" : "\"")
                    .append(task.isByHand() ? byHand : "").append(">").append(symbol.sign())
                    .append(task.isByHand() ? "<sup>*</sup>" : "").append("</td>");
        }
        return row.append("</tr>\n").toString();
    }

    /** A line before each chapter. */
    private static String first(TaskNumber task) {
        return task.task() == 1 ? " class=\"first\"" : "";
    }
}
