package sample

// Given names and surnames that are common in Albania, put together at random.
var (
	women = words(`Ana Besa Drita Elira Flutura Gentiana Ilda Jonida Klea Liri Mimoza Nora Ornela Pranvera Rozafa
		Shpresa Teuta Valbona Vjollca Zana Aferdita Blerta Çelike Dhurata Erjona Fatime Hatixhe Ismete Kaltrina Lule Majlinda Nexhmije
		Sanie Suela Vera Xhesika Yllka Dëfrime Eglantinë Mirë Agnesa Brunilda Anxhela Entela Migena`)
	men = words(`Agim Arben Bardhyl Besnik Çlirim Dritan Edmond Fatos Gëzim Genci Hysni Ilir Jeton Kastriot Luan Mehmet
		Naim Orges Petrit Qemal Redi Skënder Tomorr Ujkan Valon Xhevat Yll Zef Altin Bujar Defrim Erion Flamur Gjergj Ismail Klodian
		Ledion Marenglen Ndue Pëllumb Rrahim Sokol Shkëlqim Taulant Thanas Vangjel`)
	surnames = words(`Hoxha Shehu Prifti Leka Gjoni Çela Dervishi Marku Kola Dhima Basha Hysa Bejko Kraja Lleshi
		Mema Ndreu Osmani Papa Qosja Rama Shkodra Tafa Vata Xhafa Ymeri Zeneli Bushati Çako Dema Elezi Frashëri Gjata Hasa
		Islami Jaku Koçi Lamaj Mançe Nushi Përmeti Qirjaqi Rexhepi Sinani Shtylla Toska Thëngjilli Veliu Xhepa Zyberi Alia Balla
		Cani Doçi Duka Ferhati Gjeçi Hyseni Kaçi Koka Lika Lushaj Malaj Muça Ndoja Pali Pepa Rrapaj Selimi Spahiu Troci Tola Vrapi Zogaj`)
	villages = words(`Bërzhitë Dajt Fushë-Milot Gjirokastër-fshat Kryevidh Libohovë Mirakë Ndroq Petrelë Qukës Rrogozhinë
		Shëngjergj Trebisht Vaqarr Zall-Herr`)
	streets = words(`Dëshmorëve Naim-Frashëri Skënderbeu Pavarësia Liria Ismail-Qemali Sami-Frashëri Kongresi-i-Manastirit`)
	notes   = []string{
		"Klienti pyeti për mundësitë e punësimit dhe për kurset e gjuhës. U shpjeguan hapat dhe dokumentet që duhen.",
		"U kthye së bashku me familjen. Fëmijët duhen regjistruar në shkollë; dokumentet e shkollës janë në gjuhën e huaj.",
		"Ka një ofertë pune nga një agjenci; u këshillua të kontrollojë licencën e agjencisë para se të paguajë.",
		"Kërkoi informacion për njohjen e diplomës dhe për vërtetimin me vulë apostile.",
		"U sqarua kohëzgjatja e qëndrimit pa vizë dhe pasojat e tejkalimit të saj.",
		"I interesuar për pension e kontribute të paguara jashtë vendit; u dha fleta informative përkatëse.",
		"Vizitë e shkurtër: u caktua takim për javën që vjen me dokumentet e plota.",
	}
	promises = []string{
		"Të telefonohet për përgjigjen e zyrës së punës", "Të sjellë certifikatën e shkollës së fëmijëve",
		"Të kontrollohet nëse u regjistrua si punëkërkues", "Të dorëzohet fleta për njohjen e diplomës",
	}
	// What an answer says; the common ones more than once.
	outcomes = words(`service_received service_received service_received service_received partly_received waiting_list client_no_show`)
	refusals = words(`not_eligible no_capacity wrong_institution`)
)
