package workbook.command;

import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import workbook.report.RunOption;

/** Adds the {@link RunOption}s to a command, group by group. */
final class RunOptionsOfCommand implements IModelTransformer {

    @Override
    public CommandSpec transform(CommandSpec spec) {
        for (RunOption.Group group : RunOption.Group.values()) {
            ArgGroupSpec.Builder options = ArgGroupSpec.builder().validate(false).heading("%n" + group + ":%n");
            for (RunOption option : RunOption.values()) {
                if (option.group() == group) {
                    options.addArg(OptionSpec.builder(option.optionName()).paramLabel(option.valueName())
                            .description(option.description()).type(String.class).build());
                }
            }
            spec.addArgGroup(options.build());
        }
        return spec;
    }
}
