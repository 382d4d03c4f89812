"""The command line. All printing and all exit codes are here; nothing below prints or exits."""
