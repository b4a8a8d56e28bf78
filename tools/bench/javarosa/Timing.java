// How long JavaRosa takes to open a form and to take one answer: the limit of tools/bench/forms.py.
import java.io.FileInputStream;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.services.IPropertyManager;
import org.javarosa.core.services.PropertyManager;
import org.javarosa.core.services.properties.IPropertyRules;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.util.XFormAnswerDataParser;
import org.javarosa.xform.util.XFormUtils;

public class Timing {
    static class NoProperties implements IPropertyManager {
        public List<String> getProperty(String name) { return new ArrayList<>(); }
        public void setProperty(String name, String value) { }
        public void setProperty(String name, List<String> value) { }
        public String getSingularProperty(String name) { return null; }
        public void addRules(IPropertyRules rules) { }
        public List<IPropertyRules> getRules() { return new ArrayList<>(); }
    }

    // Arguments: the form, how often to open it, scripts of `set` steps. Prints `open` and `set` lines, nanoseconds.
    public static void main(String[] arguments) throws Exception {
        java.io.PrintStream out = System.out;
        System.setOut(System.err);
        new XFormsModule().registerModule();
        PropertyManager.setPropertyManager(new NoProperties());
        FormDef form = null;
        for (int turn = 0; turn < Integer.parseInt(arguments[1]); turn++) {
            long begun = System.nanoTime();
            form = opened(arguments[0]);
            out.println("open\t" + (System.nanoTime() - begun));
        }
        for (int turn = 0; turn < 2; turn++) {  // the first turn warms up
            for (int at = 2; at < arguments.length; at++) {
                form = opened(arguments[0]);
                for (String line : Files.readAllLines(Paths.get(arguments[at]))) {
                    String[] step = line.split("\t", -1);
                    TreeElement node = find(form.getMainInstance().getRoot(), step[1]);
                    IAnswerData value = step[2].isEmpty() ? null : XFormAnswerDataParser.getAnswerData(
                        step[2], node.getDataType(), FormDef.findQuestionByRef(node.getRef(), form));
                    long begun = System.nanoTime();
                    form.setValue(value, node.getRef(), true);
                    long spent = System.nanoTime() - begun;
                    if (turn == 1) {
                        out.println("set\t" + spent);
                    }
                }
            }
        }
    }

    static FormDef opened(String path) throws Exception {
        FormDef form = XFormUtils.getFormFromInputStream(new FileInputStream(path));
        form.initialize(true, new InstanceInitializationFactory());
        return form;
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
}
