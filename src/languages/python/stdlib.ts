// The top-level modules of the standard library. In the list means known, not present: it holds the modules of all
// platforms (sys.stdlib_module_names) of CPython 3.6 to 3.15.

const NAMES =
  '__future__ __main__ _abc _aix_support _android_support _ast _ast_unparse _asyncio _bisect _blake2 ' +
  '_bootlocale _bootsubprocess _bz2 _codecs _codecs_cn _codecs_hk _codecs_iso2022 _codecs_jp _codecs_kr ' +
  '_codecs_tw _collections _collections_abc _colorize _compat_pickle _compression _contextvars _crypt _csv ' +
  '_ctypes _ctypes_test _curses _curses_panel _datetime _dbm _decimal _dummy_thread _elementtree ' +
  '_frozen_importlib _frozen_importlib_external _functools _gdbm _hashlib _heapq _hmac _imp _interpchannels ' +
  '_interpqueues _interpreters _io _ios_support _json _locale _lsprof _lzma _markupbase _md5 _msi ' +
  '_multibytecodec _multiprocessing _opcode _opcode_metadata _operator _osx_support _overlapped _peg_parser ' +
  '_pickle _posixshmem _posixsubprocess _py_abc _py_warnings _pydatetime _pydecimal _pyio _pylong _pyrepl ' +
  '_queue _random _remote_debugging _scproxy _sha1 _sha2 _sha256 _sha3 _sha512 _signal _sitebuiltins _socket ' +
  '_sqlite3 _sre _ssl _stat _statistics _string _strptime _struct _suggestions _symtable _sysconfig ' +
  '_testbuffer _testcapi _testimportmultiple _testinternalcapi _testmultiphase _thread _threading_local ' +
  '_tkinter _tokenize _tracemalloc _typing _uuid _warnings _weakref _weakrefset _winapi _wmi ' +
  '_xxsubinterpreters _xxtestfuzz _zoneinfo _zstd abc aifc annotationlib antigravity argparse array ast ' +
  'asynchat asyncio asyncore atexit audioop base64 bdb binascii binhex bisect builtins bz2 cProfile calendar ' +
  'cgi cgitb chunk cmath cmd code codecs codeop collections colorsys compileall compression concurrent ' +
  'configparser contextlib contextvars copy copyreg crypt csv ctypes curses dataclasses datetime dbm decimal ' +
  'difflib dis distutils doctest dummy_threading email encodings ensurepip enum errno faulthandler fcntl ' +
  'filecmp fileinput fnmatch formatter fractions ftplib functools gc genericpath getopt getpass gettext glob ' +
  'graphlib grp gzip hashlib heapq hmac html http idlelib imaplib imghdr imp importlib inspect io ipaddress ' +
  'itertools json keyword lib2to3 linecache locale logging lzma macpath macurl2path mailbox mailcap marshal ' +
  'math mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt ntpath nturl2path ' +
  'numbers opcode operator optparse os ossaudiodev parser pathlib pdb pickle pickletools pipes pkgutil ' +
  'platform plistlib poplib posix posixpath pprint profile profiling pstats pty pwd py_compile pyclbr pydoc ' +
  'pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy sched secrets select ' +
  'selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3 ' +
  'sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct subprocess sunau symbol ' +
  'symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios test textwrap this threading ' +
  'time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types typing ' +
  'unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser winreg winsound wsgiref xdrlib ' +
  'xml xmlrpc xxlimited xxsubtype zipapp zipfile zipimport zlib zoneinfo ';

const MODULES: ReadonlySet<string> = new Set(NAMES.trim().split(' '));

/** The first version without the module (PEP 594 and the "Removed" sections of What's New). */
const REMOVED: Readonly<Record<string, readonly [number, number]>> = {
  aifc: [3, 13],
  asynchat: [3, 12],
  asyncore: [3, 12],
  audioop: [3, 13],
  binhex: [3, 11],
  cgi: [3, 13],
  cgitb: [3, 13],
  chunk: [3, 13],
  crypt: [3, 13],
  dummy_threading: [3, 9],
  formatter: [3, 10],
  imghdr: [3, 13],
  imp: [3, 12],
  lib2to3: [3, 13],
  macpath: [3, 8],
  mailcap: [3, 13],
  msilib: [3, 13],
  nis: [3, 13],
  nntplib: [3, 13],
  ossaudiodev: [3, 13],
  parser: [3, 10],
  pipes: [3, 13],
  smtpd: [3, 12],
  sndhdr: [3, 13],
  spwd: [3, 13],
  sunau: [3, 13],
  symbol: [3, 10],
  telnetlib: [3, 13],
  uu: [3, 13],
  xdrlib: [3, 13],
};

export function isStandardModule(name: string): boolean {
  return MODULES.has(name);
}

/**
 * The first version that does not have a module any more; null for one that is still there. `distutils` is left out:
 * setuptools brings its own under that name.
 */
export function removedIn(name: string): readonly [number, number] | null {
  return Object.hasOwn(REMOVED, name) ? (REMOVED[name] ?? null) : null;
}
