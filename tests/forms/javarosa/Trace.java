// Plays scripts of answers on a form with JavaRosa and writes every node: the judge of tests/forms/test_against_javarosa.py.
import java.io.FileInputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.core.services.IPropertyManager;
import org.javarosa.core.services.PropertyManager;
import org.javarosa.core.services.properties.IPropertyRules;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.parse.XFormParser;
import org.javarosa.xform.util.XFormAnswerDataParser;
import org.javarosa.xform.util.XFormAnswerDataSerializer;
import org.javarosa.xform.util.XFormUtils;

public class Trace {
    static class NoProperties implements IPropertyManager {
        public List<String> getProperty(String name) { return new ArrayList<>(); }
        public void setProperty(String name, String value) { }
        public void setProperty(String name, List<String> value) { }
        public String getSingularProperty(String name) { return null; }
        public void addRules(IPropertyRules rules) { }
        public List<IPropertyRules> getRules() { return new ArrayList<>(); }
    }

    // Arguments: the form, then script and result files in turn.
    public static void main(String[] arguments) throws Exception {
        System.setOut(System.err);
        new XFormsModule().registerModule();
        PropertyManager.setPropertyManager(new NoProperties());
        for (int at = 1; at + 1 < arguments.length; at += 2) {
            FormDef form = XFormUtils.getFormFromInputStream(new FileInputStream(arguments[0]));
            form.initialize(true, new InstanceInitializationFactory());
            visitAll(form);
            try (PrintStream out = new PrintStream(Files.newOutputStream(Paths.get(arguments[at + 1])), false, "UTF-8")) {
                play(form, Paths.get(arguments[at]), out);
                write(form, form.getMainInstance().getRoot(), out);
                validate(form, out);
            }
        }
    }

    static void play(FormDef form, Path script, PrintStream out) throws Exception {
        for (String line : Files.readAllLines(script)) {
            String[] step = line.split("\t", -1);
            if (step[0].equals("add")) {
                add(form, step[1]);
            } else {
                TreeElement node = find(form.getMainInstance().getRoot(), step[1]);
                IAnswerData value = step[2].isEmpty() ? null : XFormAnswerDataParser.getAnswerData(
                    step[2], node.getDataType(), FormDef.findQuestionByRef(node.getRef(), form));
                form.setValue(value, node.getRef(), true);
            }
            visitAll(form);
        }
    }

    // Counted repeats come into being when they are visited.
    static void visitAll(FormDef form) {
        FormEntryController controller = new FormEntryController(new FormEntryModel(form));
        controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        while (controller.stepToNextEvent() != FormEntryController.EVENT_END_OF_FORM) { }
    }

    static void add(FormDef form, String path) throws Exception {
        FormEntryController controller = new FormEntryController(new FormEntryModel(form));
        controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        int event;
        while ((event = controller.stepToNextEvent()) != FormEntryController.EVENT_END_OF_FORM) {
            FormIndex index = controller.getModel().getFormIndex();
            String here = index.getReference().toString(true).replaceAll("\\[\\d+\\]$", "").replace("[1]", "");
            if (event == FormEntryController.EVENT_PROMPT_NEW_REPEAT && here.equals(path.replace("[1]", ""))) {
                form.createNewRepeat(index);
                return;
            }
        }
        throw new IllegalArgumentException(path);
    }

    static TreeElement find(TreeElement root, String path) {
        String[] names = path.split("/");
        TreeElement node = root;
        for (int at = 2; at < names.length; at++) {
            int bracket = names[at].indexOf('[');
            int number = bracket < 0 ? 1 : Integer.parseInt(names[at].substring(bracket + 1, names[at].length() - 1));
            node = node.getChild(bracket < 0 ? names[at] : names[at].substring(0, bracket), number - 1);
        }
        return node;
    }

    static void write(FormDef form, TreeElement node, PrintStream out) {
        if (node.getMult() == TreeReference.INDEX_TEMPLATE) {
            return;
        }
        String value = "";
        boolean valid = true;
        if (node.getValue() != null) {
            value = String.valueOf(new XFormAnswerDataSerializer().serializeAnswerData(node.getValue(), node.getDataType()));
            valid = !node.isRelevant() || form.evaluateConstraint(node.getRef(), node.getValue());
        }
        out.println(pathOf(node) + "\t" + value + "\t" + node.isRelevant() + "\t" + node.isRequired() + "\t" + !node.isEnabled() + "\t" + valid);
        for (int at = 0; at < node.getNumChildren(); at++) {
            write(form, node.getChildAt(at), out);
        }
    }

    // What stands in the way of finishing, as ODK Collect asks when a form is finalised.
    static void validate(FormDef form, PrintStream out) {
        FormEntryController controller = new FormEntryController(new FormEntryModel(form));
        controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        int event;
        while ((event = controller.stepToNextEvent()) != FormEntryController.EVENT_END_OF_FORM) {
            if (event != FormEntryController.EVENT_QUESTION) {
                continue;
            }
            FormIndex index = controller.getModel().getFormIndex();
            int status = controller.answerQuestion(index, controller.getModel().getQuestionPrompt().getAnswerValue(), false);
            if (status != FormEntryController.ANSWER_OK) {
                String kind = status == FormEntryController.ANSWER_REQUIRED_BUT_EMPTY ? "required" : "constraint";
                out.println("problem " + kind + " " + pathOf(form.getMainInstance().resolveReference(index.getReference())));
            }
        }
    }

    static String pathOf(TreeElement node) {
        String name = node.isRepeatable() ? node.getName() + "[" + (node.getMult() + 1) + "]" : node.getName();
        TreeElement parent = (TreeElement) node.getParent();
        return (parent == null || parent.getName() == null ? "" : pathOf(parent)) + "/" + name;
    }
}
