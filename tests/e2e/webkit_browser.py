"""A browser around WebKitGTK, for WebKitWebDriver.

MiniBrowser, which comes with the library, forgets everything at its end, is 447 pixels wide at least, and
outlives its driver. This one keeps a profile, is as wide as it is told to be, and ends with its driver. It
has a screen of its own (Xvfb): `:focus` matches in the active window only, and on a shared screen another
browser's may be that.

The folder of the profile gets what leaves the browser: `downloads`, and in the file `mail` the addresses that
a mail program would be given, one a line.
"""

import argparse
import ctypes
import os
import signal
import subprocess

PR_SET_PDEATHSIG = 1


def end_with_parent():
    """Has Linux end this process when its parent ends, however that ends."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def start_screen():
    """Starts a screen that nobody sees, and gives its name."""
    answer, end = os.pipe()
    subprocess.Popen(
        [os.environ.get("XVFB", "Xvfb"), "-displayfd", str(end), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"],
        pass_fds=[end],
        preexec_fn=end_with_parent,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(end)
    with os.fdopen(answer) as lines:
        return ":" + lines.readline().strip()


end_with_parent()
# Toolkits look for the screen when they are loaded.
os.environ["DISPLAY"] = start_screen()
os.environ["GDK_BACKEND"] = "x11"

import gi  # noqa: E402

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402


class Browser:
    def __init__(self, options):
        self.profile = options.profile
        self.settings = WebKit2.Settings(
            enable_javascript=not options.no_scripting,
            enable_html5_local_storage=not options.no_storage,
            # Without a graphics card pages would be put together by Mesa's software renderer, which has crashed.
            hardware_acceleration_policy=WebKit2.HardwareAccelerationPolicy.NEVER,
        )
        look = Gtk.Settings.get_default()
        # Pages are told that the visitor prefers reduced motion.
        look.set_property("gtk-enable-animations", False)
        look.set_property("gtk-application-prefer-dark-theme", options.dark)
        store = WebKit2.WebsiteDataManager(
            base_data_directory=os.path.join(self.profile, "data"),
            base_cache_directory=os.path.join(self.profile, "cache"),
        )
        self.context = WebKit2.WebContext.new_with_website_data_manager(store)
        self.context.set_automation_allowed(True)
        self.context.connect("automation-started", self.begin)
        self.context.connect("download-started", self.download)

    def begin(self, _context, session):
        """Tells the driver what it drives, and opens windows when it asks for them."""
        about = WebKit2.ApplicationInfo()
        about.set_name("webkit_browser")
        about.set_version(*(int(part) for part in version().split(".")))
        session.set_application_info(about)
        session.connect("create-web-view", lambda _session: self.open_window())

    def open_window(self, opener=None):
        origin = {"related_view": opener} if opener else {"web_context": self.context}
        view = WebKit2.WebView(settings=self.settings, is_controlled_by_automation=True, **origin)
        window = Gtk.Window()
        window.set_default_size(1280, 900)
        window.add(view)
        view.connect("create", lambda view, _action: self.open_window(view))
        view.connect("close", lambda _view: window.destroy())
        view.connect("decide-policy", self.decide)
        window.show_all()
        # Nobody else gives the focus to windows: there is no window manager.
        window.present()
        return view

    def decide(self, _view, decision, kind):
        """Notes addresses that are a mail program's affair; the page stays."""
        if kind == WebKit2.PolicyDecisionType.RESPONSE:
            return False
        address = decision.get_navigation_action().get_request().get_uri()
        if not address.startswith("mailto:"):
            return False
        with open(os.path.join(self.profile, "mail"), "a", encoding="utf-8") as mail:
            mail.write(address + "\n")
        decision.ignore()
        return True

    def download(self, _context, download):
        folder = os.path.join(self.profile, "downloads")
        os.makedirs(folder, exist_ok=True)

        def choose(download, name):
            download.set_destination("file://" + os.path.join(folder, os.path.basename(name)))
            return True

        download.connect("decide-destination", choose)


def version():
    numbers = WebKit2.get_major_version(), WebKit2.get_minor_version(), WebKit2.get_micro_version()
    return ".".join(map(str, numbers))


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--automation", action="store_true", required=True, help="what the driver asks for")
    arguments.add_argument("--profile", required=True, metavar="FOLDER", help="where it keeps what it stores")
    arguments.add_argument("--no-scripting", action="store_true", help="run no scripts of pages")
    arguments.add_argument("--no-storage", action="store_true", help="have no localStorage")
    arguments.add_argument("--dark", action="store_true", help="prefer dark colours")
    Browser(arguments.parse_args())
    Gtk.main()


main()
